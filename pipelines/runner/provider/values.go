package main

import (
	"encoding/json"
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// plain is a value as JSON has it; what is not known yet is left out.
func plain(value tftypes.Value) (any, error) {
	if value.IsNull() || !value.IsKnown() {
		return nil, nil
	}
	kind := value.Type()
	switch {
	case kind.Is(tftypes.String):
		var text string
		err := value.As(&text)
		return text, err
	case kind.Is(tftypes.Bool):
		var truth bool
		err := value.As(&truth)
		return truth, err
	case kind.Is(tftypes.Number):
		var number big.Float
		err := value.As(&number)
		return json.Number(number.Text('g', -1)), err
	case kind.Is(tftypes.Object{}), kind.Is(tftypes.Map{}):
		var fields map[string]tftypes.Value
		if err := value.As(&fields); err != nil {
			return nil, err
		}
		all := map[string]any{}
		for name, field := range fields {
			if !field.IsKnown() {
				continue
			}
			one, err := plain(field)
			if err != nil {
				return nil, err
			}
			all[name] = one
		}
		return all, nil
	default:
		var items []tftypes.Value
		if err := value.As(&items); err != nil {
			return nil, err
		}
		all := []any{}
		for _, item := range items {
			one, err := plain(item)
			if err != nil {
				return nil, err
			}
			all = append(all, one)
		}
		return all, nil
	}
}

// typed is a value of JSON as Terraform has it where any type may stand.
func typed(value any) (tftypes.Value, error) {
	switch value := value.(type) {
	case nil:
		return tftypes.NewValue(tftypes.DynamicPseudoType, nil), nil
	case string:
		return tftypes.NewValue(tftypes.String, value), nil
	case bool:
		return tftypes.NewValue(tftypes.Bool, value), nil
	case json.Number:
		number, _, err := big.ParseFloat(value.String(), 10, 512, big.ToNearestEven)
		return tftypes.NewValue(tftypes.Number, number), err
	case []any:
		types, items := []tftypes.Type{}, []tftypes.Value{}
		for _, item := range value {
			one, err := typed(item)
			if err != nil {
				return one, err
			}
			types, items = append(types, one.Type()), append(items, one)
		}
		return tftypes.NewValue(tftypes.Tuple{ElementTypes: types}, items), nil
	case map[string]any:
		types, fields := map[string]tftypes.Type{}, map[string]tftypes.Value{}
		for name, field := range value {
			one, err := typed(field)
			if err != nil {
				return one, err
			}
			types[name], fields[name] = one.Type(), one
		}
		return tftypes.NewValue(tftypes.Object{AttributeTypes: types}, fields), nil
	default:
		return tftypes.Value{}, fmt.Errorf("%T is not of JSON", value)
	}
}

// sameAs tells whether the value is what JSON says, whatever its type is called.
func sameAs(value tftypes.Value, other any) bool {
	own, err := plain(value)
	if err != nil {
		return false
	}
	one, first := json.Marshal(own)
	two, second := json.Marshal(other)
	return first == nil && second == nil && string(one) == string(two)
}
