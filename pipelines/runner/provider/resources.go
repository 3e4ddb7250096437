package main

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func (p *provider) shapeOf(kind string, data bool) (shape, tftypes.Object, error) {
	read, err := p.schema()
	if err != nil {
		return shape{}, tftypes.Object{}, err
	}
	shapes := read.Resources
	if data {
		shapes = read.Data
	}
	one, found := shapes[kind]
	if !found {
		return one, tftypes.Object{}, fmt.Errorf("no stack has a %s", kind)
	}
	return one, objectOf(one.Attributes), nil
}

func fieldsOf(value tftypes.Value) (map[string]tftypes.Value, error) {
	fields := map[string]tftypes.Value{}
	err := value.As(&fields)
	return fields, err
}

// Of what the account says, what Terraform had already keeps its type.
func merged(had map[string]tftypes.Value, attributes []string, says map[string]any) (map[string]tftypes.Value, error) {
	all := map[string]tftypes.Value{}
	for _, attribute := range attributes {
		if before, found := had[attribute]; found && before.IsFullyKnown() && sameAs(before, says[attribute]) {
			all[attribute] = before
			continue
		}
		value, err := typed(says[attribute])
		if err != nil {
			return nil, err
		}
		all[attribute] = value
	}
	return all, nil
}

func (p *provider) UpgradeResourceState(_ context.Context, asked *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	state, err := func() (*tfprotov6.DynamicValue, error) {
		_, kind, err := p.shapeOf(asked.TypeName, false)
		if err != nil {
			return nil, err
		}
		options := tfprotov6.UnmarshalOpts{ValueFromJSONOpts: tftypes.ValueFromJSONOpts{IgnoreUndefinedAttributes: true}}
		value, err := asked.RawState.UnmarshalWithOpts(kind, options)
		if err != nil {
			return nil, err
		}
		return pack(kind, value)
	}()
	if err != nil {
		return &tfprotov6.UpgradeResourceStateResponse{Diagnostics: failed(err)}, nil
	}
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: state}, nil
}

func pack(kind tftypes.Object, value tftypes.Value) (*tfprotov6.DynamicValue, error) {
	packed, err := tfprotov6.NewDynamicValue(kind, value)
	return &packed, err
}

func (p *provider) ReadResource(_ context.Context, asked *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	state, err := p.exchange("read", asked.TypeName, false, asked.CurrentState)
	if err != nil {
		return &tfprotov6.ReadResourceResponse{Diagnostics: failed(err)}, nil
	}
	return &tfprotov6.ReadResourceResponse{NewState: state, Private: asked.Private}, nil
}

func (p *provider) ReadDataSource(_ context.Context, asked *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	state, err := p.exchange("data", asked.TypeName, true, asked.Config)
	if err != nil {
		return &tfprotov6.ReadDataSourceResponse{Diagnostics: failed(err)}, nil
	}
	return &tfprotov6.ReadDataSourceResponse{State: state}, nil
}

// exchange tells the account what Terraform has, and gives what the account says: null where there is nothing any more.
func (p *provider) exchange(what, kind string, data bool, has *tfprotov6.DynamicValue) (*tfprotov6.DynamicValue, error) {
	one, object, err := p.shapeOf(kind, data)
	if err != nil {
		return nil, err
	}
	value, err := has.Unmarshal(object)
	if err != nil {
		return nil, err
	}
	if what == "delete" {
		sent, err := plain(value)
		if err != nil {
			return nil, err
		}
		if _, err := p.do(what, kind, sent); err != nil {
			return nil, err
		}
		return pack(object, tftypes.NewValue(object, nil))
	}
	fields, err := fieldsOf(value)
	if err != nil {
		return nil, err
	}
	sent, err := plain(value)
	if err != nil {
		return nil, err
	}
	says, err := p.do(what, kind, sent)
	if err != nil {
		return nil, err
	}
	if says == nil {
		return pack(object, tftypes.NewValue(object, nil))
	}
	all, err := merged(fields, one.Attributes, says)
	if err != nil {
		return nil, err
	}
	return pack(object, tftypes.NewValue(object, all))
}

func (p *provider) PlanResourceChange(_ context.Context, asked *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	planned, replace, err := p.plan(asked)
	if err != nil {
		return &tfprotov6.PlanResourceChangeResponse{Diagnostics: failed(err)}, nil
	}
	return &tfprotov6.PlanResourceChangeResponse{
		PlannedState: planned, PlannedPrivate: asked.PriorPrivate, RequiresReplace: replace,
	}, nil
}

func (p *provider) plan(asked *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.DynamicValue, []*tftypes.AttributePath, error) {
	one, object, err := p.shapeOf(asked.TypeName, false)
	if err != nil {
		return nil, nil, err
	}
	prior, err := asked.PriorState.Unmarshal(object)
	if err != nil {
		return nil, nil, err
	}
	proposed, err := asked.ProposedNewState.Unmarshal(object)
	if err != nil || proposed.IsNull() {
		return asked.ProposedNewState, nil, err
	}
	config, err := asked.Config.Unmarshal(object)
	if err != nil {
		return nil, nil, err
	}
	written, err := fieldsOf(config)
	if err != nil {
		return nil, nil, err
	}
	before := map[string]tftypes.Value{}
	if !prior.IsNull() {
		if before, err = fieldsOf(prior); err != nil {
			return nil, nil, err
		}
	}
	computed := map[string]bool{}
	for _, attribute := range one.Computed {
		computed[attribute] = true
	}
	planned := map[string]tftypes.Value{}
	for _, attribute := range one.Attributes {
		switch had, found := before[attribute]; {
		case !written[attribute].IsNull():
			planned[attribute] = written[attribute]
		case attribute == "region" && name() == "aws":
			planned[attribute] = tftypes.NewValue(tftypes.String, p.region)
		case computed[attribute] && found:
			planned[attribute] = had
		case computed[attribute]:
			planned[attribute] = tftypes.NewValue(tftypes.DynamicPseudoType, tftypes.UnknownValue)
		default:
			planned[attribute] = tftypes.NewValue(tftypes.DynamicPseudoType, nil)
		}
	}
	replace := []*tftypes.AttributePath{}
	for _, attribute := range one.Forces {
		if had, found := before[attribute]; found && !had.Equal(planned[attribute]) {
			replace = append(replace, tftypes.NewAttributePath().WithAttributeName(attribute))
		}
	}
	packed, err := pack(object, tftypes.NewValue(object, planned))
	return packed, replace, err
}

func (p *provider) ApplyResourceChange(_ context.Context, asked *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	state, err := p.apply(asked)
	if err != nil {
		// What was there before is still there.
		return &tfprotov6.ApplyResourceChangeResponse{NewState: asked.PriorState, Diagnostics: failed(err)}, nil
	}
	return &tfprotov6.ApplyResourceChangeResponse{NewState: state, Private: asked.PlannedPrivate}, nil
}

func (p *provider) apply(asked *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.DynamicValue, error) {
	_, object, err := p.shapeOf(asked.TypeName, false)
	if err != nil {
		return nil, err
	}
	planned, err := asked.PlannedState.Unmarshal(object)
	if err != nil {
		return nil, err
	}
	prior, err := asked.PriorState.Unmarshal(object)
	if err != nil {
		return nil, err
	}
	switch {
	case planned.IsNull():
		return p.exchange("delete", asked.TypeName, false, asked.PriorState)
	case prior.IsNull():
		return p.exchange("create", asked.TypeName, false, asked.PlannedState)
	default:
		return p.exchange("update", asked.TypeName, false, asked.PlannedState)
	}
}
