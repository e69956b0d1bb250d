using System.Text;
using System.Text.Json;
using Platform.GraphQL;
using Platform.GraphQL.Execution;
using Platform.GraphQL.Planning;
using Platform.Runtime.Records;

namespace Platform.Runtime.Reading;

/// <summary>What a request with mutations has done so far; it outlives the model that the request began with, so that nothing is written twice.</summary>
internal sealed class MutationProgress
{
    private readonly List<(MutationPlan Plan, WriteOutcome? Outcome)> _done = [];
    private IReadOnlyList<MutationPlan> _plans = [];

    /// <summary>True when a field was run.</summary>
    public bool HasBegun => _done.Count > 0;

    /// <summary>The field to be run next; null when all were.</summary>
    public MutationPlan? Next => _done.Count < _plans.Count ? _plans[_done.Count] : null;

    /// <summary>Errors of the fields that were run.</summary>
    public List<GraphQLError> Errors { get; } = [];

    /// <summary>The fields of the request, as a model plans them; the order is that of the document.</summary>
    public void Plan(IReadOnlyList<MutationPlan> plans) => _plans = plans;

    /// <summary>Notes the outcome of <see cref="Next"/>; null when it has errors.</summary>
    public void Note(WriteOutcome? outcome) => _done.Add((_plans[_done.Count], outcome));

    /// <summary>The error of a field that was not run because the model moved and the field no longer fits it.</summary>
    public static GraphQLError Unfit(MutationPlan plan) =>
        new("The documents were changed while the request ran, and this field no longer fits them. It was not carried out.")
        {
            Code = GraphQLErrorCode.Conflict,
            Reason = ReadingReasons.ModelChanged,
            Path = [plan.ResponseName],
        };

    /// <summary>The response.</summary>
    /// <param name="whyNot">The error of each field that was not run; null when all were.</param>
    /// <param name="cost">The cost to be told; null when nobody asked.</param>
    public byte[] Respond(Func<MutationPlan, GraphQLError>? whyNot, RequestCost? cost = null)
    {
        MutationPlan[] left = [.. _plans.Skip(_done.Count)];
        if (whyNot is not null) Errors.AddRange(left.Select(whyNot));
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body, ResponseWriter.Options))
        {
            json.WriteStartObject();
            cost?.Write(json);
            ResponseWriter.WriteErrors(json, Errors);
            json.WriteStartObject("data");
            foreach ((MutationPlan plan, WriteOutcome? outcome) in _done.Concat(left.Select(p => (p, (WriteOutcome?)null))))
            {
                json.WritePropertyName(plan.ResponseName);
                WriteField(json, plan, outcome);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    /// <summary>JSON of each field that was run, by its name in the response.</summary>
    public Dictionary<string, string> Payloads() => _done.ToDictionary(d => d.Plan.ResponseName, d =>
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body, ResponseWriter.Options)) WriteField(json, d.Plan, d.Outcome);
        return Encoding.UTF8.GetString(body.GetBuffer().AsSpan(0, (int)body.Length));
    });

    private static void WriteField(Utf8JsonWriter json, MutationPlan plan, WriteOutcome? outcome)
    {
        if (plan.TypeName is not null) json.WriteStringValue(plan.TypeName);
        else if (outcome is null) json.WriteNullValue();
        else PayloadWriter.Write(json, plan, outcome);
    }
}
