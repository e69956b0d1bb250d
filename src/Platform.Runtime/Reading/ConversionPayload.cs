using System.Text.Json;
using Platform.GraphQL.Planning;
using Platform.Runtime.Records;

namespace Platform.Runtime.Reading;

/// <summary>Writes what only the payload of a conversion has.</summary>
internal static class ConversionPayload
{
    /// <summary>The value of a member; false for one that every payload may have.</summary>
    public static bool TryWrite(Utf8JsonWriter json, MutationPlan plan, PayloadMember member, ConversionOutcome conversion)
    {
        switch (member)
        {
            case { Alias: { } alias }:
                int selections = plan.Members.Count(m => m.Alias == alias);
                PayloadWriter.Record(json, conversion.Targets.FirstOrDefault(t => t.Alias == alias)?.Record, member, selections);
                return true;
            case { Name: "conversion" }: json.WriteStringValue(conversion.Conversion); return true;
            case { Name: "done" }: json.WriteBooleanValue(conversion.IsDone); return true;
            case { Name: "problems" }: PayloadWriter.List(json, conversion.Problems, p => PayloadWriter.Problem(json, p, member.Parts)); return true;
            case { Name: "targets" }: PayloadWriter.List(json, conversion.Targets, t => Target(json, t, member.Parts)); return true;
            default: return false;
        }
    }

    private static void Target(Utf8JsonWriter json, ConvertedTarget target, IReadOnlyList<PayloadMember> members) => PayloadWriter.Object(json, members, member =>
    {
        switch (member.Name)
        {
            case "alias": json.WriteStringValue(target.Alias); break;
            case "object": json.WriteStringValue(target.Object); break;
            case "label": json.WriteStringValue(target.Label); break;
            case "optional": json.WriteBooleanValue(target.IsOptional); break;
            case "action": json.WriteStringValue(target.Action); break;
            case "id": PayloadWriter.Id(json, target.Id); break;
            case "values": Values(json, target.Values); break;
            case "filled": PayloadWriter.List(json, target.Filled, json.WriteStringValue); break;
            case "duplicates": PayloadWriter.List(json, target.Duplicates, d => Duplicate(json, d, member.Parts)); break;
            case "problems": PayloadWriter.List(json, target.Problems, p => PayloadWriter.Problem(json, p, member.Parts)); break;
            default: PayloadWriter.TypeName(json, member); break;
        }
    });

    private static void Values(Utf8JsonWriter json, IReadOnlyDictionary<string, JsonElement> values)
    {
        json.WriteStartObject();
        foreach ((string field, JsonElement value) in values)
        {
            json.WritePropertyName(field);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void Duplicate(Utf8JsonWriter json, FoundDuplicate duplicate, IReadOnlyList<PayloadMember> members) => PayloadWriter.Object(json, members, member =>
    {
        switch (member.Name)
        {
            case "object": json.WriteStringValue(duplicate.Object); break;
            case "id": PayloadWriter.Id(json, duplicate.Id); break;
            case "rule": json.WriteStringValue(duplicate.Rule); break;
            case "blocks": json.WriteBooleanValue(duplicate.Blocks); break;
            case "values": PayloadWriter.List(json, duplicate.Values, v => Value(json, v, member.Parts)); break;
            default: PayloadWriter.TypeName(json, member); break;
        }
    });

    private static void Value(Utf8JsonWriter json, ShownValue value, IReadOnlyList<PayloadMember> members) => PayloadWriter.Object(json, members, member =>
    {
        switch (member.Name)
        {
            case "field": json.WriteStringValue(value.Field); break;
            case "value": json.WriteStringValue(value.Value); break;
            default: PayloadWriter.TypeName(json, member); break;
        }
    });
}
