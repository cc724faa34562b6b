export const PASSWORD = "correct horse battery staple";
/** The same as a PHC string of the least cost: a check takes what the string asks for, and these tests make hundreds. */
export const PASSWORD_HASH =
  "$argon2id$v=19$m=8,t=1,p=1$hkGFxg0oNQlaJIHnipzzJw$XoJAYJrnM+HJUTKwDur0rED3mWALvX50PNVBpb/6KUw";
