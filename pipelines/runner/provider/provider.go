package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

type provider struct {
	// What it does not answer Terraform does not ask of it.
	tfprotov6.ProviderServer
	account   string
	accountID string
	region    string
	known     *schema
}

func (p *provider) schema() (*schema, error) {
	if p.known != nil {
		return p.known, nil
	}
	var read schema
	if err := ask(p.account, "/schema", nil, &read); err != nil {
		return nil, err
	}
	p.known = &read
	return p.known, nil
}

// Which of the stacks' providers this process stands for: terraform-provider-aws_v6.25.0.
func name() string {
	base := strings.TrimPrefix(filepath.Base(os.Args[0]), "terraform-provider-")
	own, _, _ := strings.Cut(base, "_")
	return own
}

func block(attributes []string, computed bool) *tfprotov6.SchemaBlock {
	all := []*tfprotov6.SchemaAttribute{}
	for _, attribute := range attributes {
		all = append(all, &tfprotov6.SchemaAttribute{
			Name: attribute, Type: tftypes.DynamicPseudoType, Optional: true, Computed: computed,
		})
	}
	return &tfprotov6.SchemaBlock{Attributes: all}
}

func objectOf(attributes []string) tftypes.Object {
	types := map[string]tftypes.Type{}
	for _, attribute := range attributes {
		types[attribute] = tftypes.DynamicPseudoType
	}
	return tftypes.Object{AttributeTypes: types}
}

func failed(err error) []*tfprotov6.Diagnostic {
	return []*tfprotov6.Diagnostic{{Severity: tfprotov6.DiagnosticSeverityError, Summary: err.Error()}}
}

func (p *provider) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	read, err := p.schema()
	if err != nil {
		return &tfprotov6.GetProviderSchemaResponse{Diagnostics: failed(err)}, nil
	}
	schemas := func(shapes map[string]shape) map[string]*tfprotov6.Schema {
		all := map[string]*tfprotov6.Schema{}
		for kind, one := range shapes {
			if owner, _, _ := strings.Cut(kind, "_"); owner == name() {
				all[kind] = &tfprotov6.Schema{Block: block(one.Attributes, true)}
			}
		}
		return all
	}
	return &tfprotov6.GetProviderSchemaResponse{
		Provider:          &tfprotov6.Schema{Block: block(read.Provider[name()], false)},
		ResourceSchemas:   schemas(read.Resources),
		DataSourceSchemas: schemas(read.Data),
	}, nil
}

func (p *provider) GetResourceIdentitySchemas(context.Context, *tfprotov6.GetResourceIdentitySchemasRequest) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov6.GetResourceIdentitySchemasResponse{}, nil
}

func (p *provider) ValidateProviderConfig(_ context.Context, asked *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{PreparedConfig: asked.Config}, nil
}

func (p *provider) ConfigureProvider(_ context.Context, asked *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	if err := p.configure(asked.Config); err != nil {
		return &tfprotov6.ConfigureProviderResponse{Diagnostics: failed(err)}, nil
	}
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

func (p *provider) configure(config *tfprotov6.DynamicValue) error {
	read, err := p.schema()
	if err != nil {
		return err
	}
	value, err := config.Unmarshal(objectOf(read.Provider[name()]))
	if err != nil {
		return err
	}
	settings, err := plain(value)
	if err != nil {
		return err
	}
	fields, _ := settings.(map[string]any)
	p.region, _ = fields["region"].(string)
	if accounts, _ := fields["allowed_account_ids"].([]any); len(accounts) == 1 {
		p.accountID, _ = accounts[0].(string)
	}
	if name() == "aws" && (p.region == "" || p.accountID == "") {
		return fmt.Errorf("the stack must name a region and one account")
	}
	return nil
}

func (p *provider) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	// What is under way is ended, as the provider for AWS does within a request.
	return &tfprotov6.StopProviderResponse{}, nil
}

func (p *provider) ValidateResourceConfig(context.Context, *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

func (p *provider) ValidateDataResourceConfig(context.Context, *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return &tfprotov6.ValidateDataResourceConfigResponse{}, nil
}
