// Receives Redflag's webhooks: verifies them, keeps each once, answers at once, and does the work afterwards.
//
//	WEBHOOK_SECRETS="whsec_…" go run receiver.go
//
// Go 1.19 or later, and nothing else. While a secret is changed, WEBHOOK_SECRETS holds both, with a space between them. PORT is
// 8787 unless set, and INBOX the file that what came is kept in: a table of yours with a unique id does the same.
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	bodyBytesMax = 64 * 1024 // Redflag sends less than 20 kB.
	tolerance    = 5 * time.Minute
)

// A line of the inbox: something that came, or that it was done.
type line struct {
	ID   string `json:"id,omitempty"`
	Body string `json:"body,omitempty"`
	Done string `json:"done,omitempty"`
}

type receiver struct {
	keys [][]byte

	mutex   sync.Mutex
	inbox   *os.File
	known   map[string]bool
	waiting []line
	// Holds one token at most: that there may be something to do.
	wake chan struct{}
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	if request.Method != http.MethodPost {
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	// The bytes as they came: what is parsed and written again has another signature.
	body, err := io.ReadAll(http.MaxBytesReader(w, request.Body, bodyBytesMax))
	if err != nil {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	id, ok := r.verifiedID(request.Header, body, time.Now())
	if !ok {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if err := r.keep(line{ID: id, Body: string(body)}); err != nil {
		log.Print(err)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// The event's id, if one of the secrets has signed it within five minutes.
func (r *receiver) verifiedID(headers http.Header, body []byte, now time.Time) (string, bool) {
	header := func(name string) string {
		if value := headers.Get("webhook-" + name); value != "" {
			return value
		}
		return headers.Get("svix-" + name)
	}
	id, timestamp := header("id"), header("timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || id == "" {
		return "", false
	}
	if age := now.Sub(time.Unix(seconds, 0)); age > tolerance || age < -tolerance {
		return "", false
	}
	for _, given := range strings.Split(header("signature"), " ") {
		version, text, _ := strings.Cut(given, ",")
		signature, err := base64.StdEncoding.DecodeString(text)
		if version != "v1" || err != nil {
			continue
		}
		for _, key := range r.keys {
			mac := hmac.New(sha256.New, key)
			fmt.Fprintf(mac, "%s.%s.", id, timestamp)
			mac.Write(body)
			// In constant time.
			if hmac.Equal(signature, mac.Sum(nil)) {
				return id, true
			}
		}
	}
	return "", false
}

// On disk before the answer: from then on Redflag takes it for delivered. At least once: of what came before nothing is kept.
func (r *receiver) keep(event line) error {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.known[event.ID] {
		return nil
	}
	if err := r.append(event); err != nil {
		return err
	}
	r.known[event.ID] = true
	r.waiting = append(r.waiting, event)
	select {
	case r.wake <- struct{}{}:
	default:
	}
	return nil
}

// Call it with the mutex held.
func (r *receiver) append(one line) error {
	text, err := json.Marshal(one)
	if err != nil {
		return err
	}
	if _, err := r.inbox.Write(append(text, '\n')); err != nil {
		return err
	}
	return r.inbox.Sync()
}

// One after the other, in the order in which they came; what a crash left is done at the next start.
func (r *receiver) work() {
	for range r.wake {
		for {
			r.mutex.Lock()
			if len(r.waiting) == 0 {
				r.mutex.Unlock()
				break
			}
			next := r.waiting[0]
			r.waiting = r.waiting[1:]
			r.mutex.Unlock()

			handle(next)

			r.mutex.Lock()
			if err := r.append(line{Done: next.ID}); err != nil {
				log.Print(err)
			}
			r.mutex.Unlock()
		}
	}
}

// Yours. It may be called again after a crash, with the same id.
func handle(event line) {
	var told struct {
		Type string                 `json:"type"`
		Data map[string]interface{} `json:"data"`
	}
	if err := json.Unmarshal([]byte(event.Body), &told); err != nil {
		log.Print(err)
		return
	}
	data := told.Data
	switch told.Type {
	case "alert.created":
		fmt.Printf("hold what %v moves: %v alert %v\n", data["subject"], data["severity"], data["alert"])
	case "alert.updated":
		fmt.Printf("look again at alert %v\n", data["alert"])
	case "alert.final":
		fmt.Printf("block and report: alert %v is final\n", data["alert"])
	case "alert.withdrawn":
		cause := data["cause"]
		if cause == nil {
			cause = "it no longer stands"
		}
		fmt.Printf("release what was held for alert %v: %v\n", data["alert"], cause)
	case "watchlist.entry_added", "watchlist.entry_removed":
		fmt.Printf("screen your addresses again: list %v is at version %v\n", data["list"], data["version"])
	case "subscription.disabled":
		fmt.Printf("call whoever runs this: nothing more is sent to %v, %v\n", data["subscription"], data["cause"])
	default:
		// More types may come. What is not known is kept, and no failure.
		fmt.Printf("nothing to do for %s %s\n", told.Type, event.ID)
	}
}

func (r *receiver) readInbox() error {
	done := map[string]bool{}
	var came []line
	content, err := io.ReadAll(r.inbox)
	if err != nil {
		return err
	}
	// What stands behind the last end of a line was cut off by a crash, and never answered for.
	end := bytes.LastIndexByte(content, '\n') + 1
	if err := r.inbox.Truncate(int64(end)); err != nil {
		return err
	}
	for _, text := range bytes.Split(content[:end], []byte("\n")) {
		if len(text) == 0 {
			continue
		}
		var one line
		if err := json.Unmarshal(text, &one); err != nil {
			return err
		}
		if one.Done != "" {
			done[one.Done] = true
		} else {
			r.known[one.ID] = true
			came = append(came, one)
		}
	}
	for _, one := range came {
		if !done[one.ID] {
			r.waiting = append(r.waiting, one)
		}
	}
	r.wake <- struct{}{}
	return nil
}

func main() {
	r := &receiver{known: map[string]bool{}, wake: make(chan struct{}, 1)}
	for _, secret := range strings.Fields(os.Getenv("WEBHOOK_SECRETS")) {
		key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
		if err != nil {
			log.Fatal("WEBHOOK_SECRETS holds what is no secret")
		}
		r.keys = append(r.keys, key)
	}
	if len(r.keys) == 0 {
		log.Fatal("WEBHOOK_SECRETS is not set")
	}
	inbox, err := os.OpenFile(envOr("INBOX", "inbox.jsonl"), os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		log.Fatal(err)
	}
	r.inbox = inbox
	if err := r.readInbox(); err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+envOr("PORT", "8787"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on http://%s\n", listener.Addr())
	go r.work()
	server := http.Server{
		Handler:           r,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
	}
	log.Fatal(server.Serve(listener))
}

func envOr(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
