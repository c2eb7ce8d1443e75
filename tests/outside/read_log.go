// Reads a served journal with the tools of golang.org/x/mod: what Concert signs and serves must be what others can check.
//
//	go run read_log.go URL LOG_KEY QUORUM TOKEN [WITNESS_KEY...]
//
// URL is the address before /log. Every entry of the bundles is put into a tree and compared with the tiles and with the
// checkpoint; inclusion and consistency are proven from the tiles alone, and cosignatures checked by their own rule.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var address, token string

func must(err error) {
	if err != nil {
		fmt.Println("FAIL:", err)
		os.Exit(1)
	}
}

func fail(format string, args ...any) { must(fmt.Errorf(format, args...)) }

func get(path string, withToken bool) (int, []byte, http.Header) {
	request, err := http.NewRequest("GET", address+"/log/"+path, nil)
	must(err)
	if withToken {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(request)
	must(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	must(err)
	return answer.StatusCode, body, answer.Header
}

func content(path string, withToken bool) []byte {
	status, body, _ := get(path, withToken)
	if status != 200 {
		fail("%s is answered with %d", path, status)
	}
	return body
}

// A cosignature by its own rule (C2SP tlog-cosignature); x/mod knows Ed25519 keys of notes only.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newCosigner(vkey string) cosigner {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		fail("not a key: %s", vkey)
	}
	bytes, err := base64.StdEncoding.DecodeString(parts[2])
	must(err)
	if len(bytes) != 33 || bytes[0] != 4 {
		fail("not a cosignature key: %s", vkey)
	}
	digest := sha256.Sum256([]byte(parts[0] + "\n" + string(bytes)))
	if hex.EncodeToString(digest[:4]) != parts[1] {
		fail("the key id does not fit: %s", vkey)
	}
	return cosigner{parts[0], binary.BigEndian.Uint32(digest[:4]), bytes[1:]}
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	text := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(c.key, []byte(text), sig[8:])
}

type checkpoint struct {
	tree      tlog.Tree
	cosigners int
}

func readCheckpoint(logKey note.Verifier, cosigners []note.Verifier) checkpoint {
	opened, err := note.Open(content("checkpoint", false), note.VerifierList(append(cosigners, logKey)...))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != logKey.Name() {
		fail("not a checkpoint of this log: %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	signed := false
	for _, signature := range opened.Sigs {
		signed = signed || signature.Hash == logKey.KeyHash()
	}
	if !signed {
		fail("the log itself has not signed")
	}
	return checkpoint{tlog.Tree{N: size, Hash: root}, len(opened.Sigs) - 1}
}

// x/mod names tiles tile/8/L/N; the standard leaves the height out.
func pathOf(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

type tiles struct{}

func (tiles) Height() int { return 8 }
func (tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		bytes := content(pathOf(tile), false)
		if len(bytes) != tile.W*32 {
			return nil, fmt.Errorf("%s has %d bytes", pathOf(tile), len(bytes))
		}
		all = append(all, bytes)
	}
	return all, nil
}
func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func entries(size int64) [][]byte {
	var all [][]byte
	for n := int64(0); n*256 < size; n++ {
		tile := tlog.Tile{H: 8, L: 0, N: n, W: int(min(256, size-n*256))}
		path := strings.Replace(pathOf(tile), "tile/0/", "tile/entries/", 1)
		bytes := content(path, true)
		for w := 0; w < tile.W; w++ {
			if len(bytes) < 2 || len(bytes) < 2+int(binary.BigEndian.Uint16(bytes)) {
				fail("%s ends too early", path)
			}
			length := int(binary.BigEndian.Uint16(bytes))
			all = append(all, bytes[2:2+length])
			bytes = bytes[2+length:]
		}
		if len(bytes) != 0 {
			fail("%s has %d bytes too many", path, len(bytes))
		}
	}
	return all
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

// A tree made here, of the entries alone.
type grown []tlog.Hash

func (hashes grown) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for _, index := range indexes {
		if index >= int64(len(hashes)) {
			return nil, errors.New("no such hash")
		}
		found = append(found, hashes[index])
	}
	return found, nil
}

func checkEntries(tree tlog.Tree) grown {
	var hashes grown
	for n, entry := range entries(tree.N) {
		if !strings.HasPrefix(string(entry), "concert-entry/1\n") {
			fail("entry %d is not one of Concert's", n)
		}
		stored, err := tlog.StoredHashes(int64(n), entry, hashes)
		must(err)
		hashes = append(hashes, stored...)
	}
	root, err := tlog.TreeHash(tree.N, hashes)
	must(err)
	if root != tree.Hash {
		fail("the entries do not make the root that was signed")
	}
	return hashes
}

func checkProofs(tree tlog.Tree, ours grown) {
	served := tlog.TileHashReader(tree, tiles{})
	for turn := 0; turn < 200; turn++ {
		n := rand.Int63n(tree.N)
		proof, err := tlog.ProveRecord(tree.N, n, served)
		must(err)
		leaf, err := ours.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
		must(err)
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, n, leaf[0]))
		old := 1 + rand.Int63n(tree.N)
		oldRoot, err := tlog.TreeHash(old, ours)
		must(err)
		prefix, err := tlog.ProveTree(tree.N, old, served)
		must(err)
		must(tlog.CheckTree(prefix, tree.N, tree.Hash, old, oldRoot))
	}
}

func checkManners(tree tlog.Tree) {
	_, _, headers := get("checkpoint", false)
	if headers.Get("Content-Type") != "text/plain; charset=utf-8" {
		fail("the checkpoint is %s", headers.Get("Content-Type"))
	}
	tile := tlog.Tile{H: 8, L: 0, N: 0, W: int(min(256, tree.N))}
	_, _, headers = get(pathOf(tile), false)
	if headers.Get("Content-Type") != "application/octet-stream" || !strings.Contains(headers.Get("Cache-Control"), "immutable") {
		fail("a tile is %s, %s", headers.Get("Content-Type"), headers.Get("Cache-Control"))
	}
	status, _, _ := get(strings.Replace(pathOf(tile), "tile/0/", "tile/entries/", 1), false)
	if status != 404 {
		fail("a stranger gets entries: %d", status)
	}
}

func main() {
	if len(os.Args) < 5 {
		fail("go run read_log.go URL LOG_KEY QUORUM TOKEN [WITNESS_KEY...]")
	}
	address, token = os.Args[1], os.Args[4]
	logKey, err := note.NewVerifier(os.Args[2])
	must(err)
	quorum, err := strconv.Atoi(os.Args[3])
	must(err)
	var cosigners []note.Verifier
	for _, vkey := range os.Args[5:] {
		cosigners = append(cosigners, newCosigner(vkey))
	}
	published := readCheckpoint(logKey, cosigners)
	if published.cosigners < quorum {
		fail("%d cosignatures, %d were expected", published.cosigners, quorum)
	}
	ours := checkEntries(published.tree)
	checkProofs(published.tree, ours)
	checkManners(published.tree)
	fmt.Printf("%d entries, %d cosignatures: the entries make the root signed, 200 inclusion and 200 consistency proofs hold\n",
		published.tree.N, published.cosigners)
}
