package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
)

// schema is what the stacks name: per type, its attributes and those of them that the account computes.
type schema struct {
	Provider  map[string][]string `json:"provider"`
	Resources map[string]shape    `json:"resources"`
	Data      map[string]shape    `json:"data"`
}

type shape struct {
	Attributes []string `json:"attributes"`
	Computed   []string `json:"computed"`
	// Another value of these is another resource.
	Forces []string `json:"forces"`
}

type request struct {
	Type      string `json:"type"`
	AccountID string `json:"accountId"`
	Region    string `json:"region"`
	Folder    string `json:"folder"`
	Values    any    `json:"values"`
}

type answer struct {
	// Null when there is no such resource.
	Values map[string]any `json:"values"`
	Error  string         `json:"error"`
}

func ask(account, path string, body any, result any) error {
	sent, err := json.Marshal(body)
	if err != nil {
		return err
	}
	response, err := http.Post(account+path, "application/json", bytes.NewReader(sent))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %d: %s", path, response.StatusCode, text)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	// 10737418240 must not become 1.073741824e+10.
	decoder.UseNumber()
	return decoder.Decode(result)
}

func (p *provider) do(what, kind string, values any) (map[string]any, error) {
	folder, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	var result answer
	asked := request{Type: kind, AccountID: p.accountID, Region: p.region, Folder: folder, Values: values}
	if err := ask(p.account, "/"+what, asked, &result); err != nil {
		return nil, err
	}
	if result.Error != "" {
		return nil, fmt.Errorf("%s", result.Error)
	}
	return result.Values, nil
}
