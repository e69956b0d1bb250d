using System.Diagnostics;
using System.Text.Json;
using Platform.GraphQL.Planning;
using Platform.Runtime.Records;

namespace Platform.Runtime.Reading;

/// <summary>Writes the payload of a mutation as its selection asks for it.</summary>
internal static class PayloadWriter
{
    /// <summary>The payload as an object.</summary>
    public static void Write(Utf8JsonWriter json, MutationPlan plan, WriteOutcome outcome)
    {
        int selections = plan.Members.Count(m => m is { RecordIndex: not null, Alias: null });
        json.WriteStartObject();
        foreach (PayloadMember member in plan.Members)
        {
            json.WritePropertyName(member.ResponseName);
            if (outcome.Conversion is { } conversion && ConversionPayload.TryWrite(json, plan, member, conversion)) continue;
            switch (member.Name)
            {
                case "record": Record(json, outcome.Records.Count > 0 ? outcome.Records[0] : null, member, selections); break;
                case "records": List(json, outcome.Records, record => Record(json, record, member, selections)); break;
                case "warnings": List(json, outcome.Warnings, problem => Problem(json, problem, member.Parts)); break;
                case "problems": List(json, outcome.Problems, problem => Problem(json, problem, member.Parts)); break;
                case "failures": List(json, outcome.Failures, failure => Failure(json, failure, member.Parts)); break;
                case "affected": json.WriteNumberValue(outcome.Affected); break;
                case "merge": Id(json, outcome.Merge); break;
                case "moved": List(json, outcome.Moved, moved => Moved(json, moved, member.Parts)); break;
                case "pendingApproval": Id(json, outcome.PendingApproval); break;
                case { } name when plan.Action is not null && !name.StartsWith(':'): Output(json, outcome, name); break;
                default: TypeName(json, member); break;
            }
        }

        json.WriteEndObject();
    }

    private static void Output(Utf8JsonWriter json, WriteOutcome outcome, string name)
    {
        if (name == "done") json.WriteBooleanValue(true);
        else if (outcome.Output is { } output && output.TryGetProperty(name, out JsonElement value)) value.WriteTo(json);
        else json.WriteNullValue();
    }

    /// <summary>A record of a payload; several selections of it come as a list.</summary>
    public static void Record(Utf8JsonWriter json, string? record, PayloadMember member, int selections)
    {
        if (record is null)
        {
            json.WriteNullValue();
        }
        else if (selections == 1)
        {
            json.WriteRawValue(record, skipInputValidation: true);
        }
        else
        {
            using JsonDocument all = JsonDocument.Parse(record);
            all.RootElement[member.RecordIndex!.Value].WriteTo(json);
        }
    }

    private static void Failure(Utf8JsonWriter json, WriteFailure failure, IReadOnlyList<PayloadMember> members) => Object(json, members, member =>
    {
        switch (member.Name)
        {
            case "index": json.WriteNumberValue(failure.Index); break;
            case "code": json.WriteStringValue(failure.Refusal.Code); break;
            case "message": json.WriteStringValue(failure.Refusal.Message); break;
            case "problems": List(json, failure.Refusal.Problems, problem => Problem(json, problem, member.Parts)); break;
            default: TypeName(json, member); break;
        }
    });

    private static void Moved(Utf8JsonWriter json, MovedRecords moved, IReadOnlyList<PayloadMember> members) => Object(json, members, member =>
    {
        switch (member.Name)
        {
            case "object": json.WriteStringValue(moved.Object); break;
            case "count": json.WriteNumberValue(moved.Count); break;
            default: TypeName(json, member); break;
        }
    });

    /// <summary>A problem with its place.</summary>
    public static void Problem(Utf8JsonWriter json, WriteProblem problem, IReadOnlyList<PayloadMember> members) => Object(json, members, member =>
    {
        switch (member.Name)
        {
            case "object": json.WriteStringValue(problem.Object); break;
            case "id": Id(json, problem.Id); break;
            case "index" when problem.Index is { } index: json.WriteNumberValue(index); break;
            case "index": json.WriteNullValue(); break;
            case "field": json.WriteStringValue(problem.Field); break;
            case "code": json.WriteStringValue(problem.Code); break;
            case "message": json.WriteStringValue(problem.Message); break;
            default: TypeName(json, member); break;
        }
    });

    /// <summary>An object with the selected members.</summary>
    public static void Object(Utf8JsonWriter json, IReadOnlyList<PayloadMember> members, Action<PayloadMember> value)
    {
        json.WriteStartObject();
        foreach (PayloadMember member in members)
        {
            json.WritePropertyName(member.ResponseName);
            value(member);
        }

        json.WriteEndObject();
    }

    /// <summary>A list.</summary>
    public static void List<T>(Utf8JsonWriter json, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray();
        foreach (T item in items) write(item);
        json.WriteEndArray();
    }

    /// <summary>An id, or null.</summary>
    public static void Id(Utf8JsonWriter json, Guid? id)
    {
        if (id is { } value) json.WriteStringValue(value);
        else json.WriteNullValue();
    }

    /// <summary>The value of <c>__typename</c>.</summary>
    public static void TypeName(Utf8JsonWriter json, PayloadMember member) =>
        json.WriteStringValue(member.Name.StartsWith(':') ? member.Name[1..] : throw new UnreachableException($"No member {member.Name}."));
}
