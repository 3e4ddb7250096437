// A provider for tests: what exists lives in the process that runs the tests, which says what there is (its schema), makes
// and forgets resources, and fails when told to. One program stands for all providers of the stacks.
package main

import (
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

func main() {
	account := os.Getenv("STAND_IN_ACCOUNT")
	if account == "" {
		fmt.Fprintln(os.Stderr, "STAND_IN_ACCOUNT is missing: only the tests of the workflows start this program.")
		os.Exit(1)
	}
	server := func() tfprotov6.ProviderServer { return &provider{account: account} }
	if err := tf6server.Serve("registry.terraform.io/hashicorp/stand-in", server); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
