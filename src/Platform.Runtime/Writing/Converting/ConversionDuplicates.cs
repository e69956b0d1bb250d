using System.Text.Json;
using Platform.GraphQL.Lowering;
using Platform.GraphQL.Planning;
using Platform.GraphQL.Schema;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;
using Platform.Runtime.Records;

namespace Platform.Runtime.Writing.Converting;

/// <summary>
/// Records that may be the same as a target that is to be made, by the look-up that people have, too: of the target's values by rules of its object, and of the converted record by
/// rules that compare it with that object.
/// </summary>
internal sealed class ConversionDuplicates(WriteBatch source, ConversionModel conversion)
{
    private const string ByValues = "values", ByRecord = "record", Object = "object", Id = "id", Rule = "rule", Blocks = "blocks", Field = "field", Value = "value";

    private static readonly PayloadMember[] Members =
    [
        Member(Object), Member(Id), Member(Rule), Member(Blocks), new PayloadMember("values", "values", [Member(Field), Member(Value)]),
    ];

    /// <summary>Finds them.</summary>
    public async Task<IReadOnlyList<FoundDuplicate>> FindAsync(PlannedTarget target, CancellationToken cancellation)
    {
        IReadOnlyList<DuplicateRuleDocument> rules = RulesOf(target);
        if (rules.Count == 0) return [];
        List<RootPlan> plans = [];
        DuplicateRuleDocument[] own = [.. rules.Where(r => r.Object == target.Layout.Object.Name)], other = [.. rules.Except(own)];
        if (own.Length > 0) plans.Add(new DuplicatesPlan(ByValues, target.Layout.Object, own, null, Given(own, field => Stored(target, field)), Members));
        RecordWrite record = source.Records[0];
        if (other.Length > 0) plans.Add(new DuplicatesPlan(ByRecord, source.Layout.Object, other, null, Given(other, field => record.Old![source.Layout[field].Ordinal]), Members));
        RecordCaller caller = source.Caller;
        var statement = LoweredStatement.OfQuery(new QueryPlan(plans), new RecordsSchema(caller.Model, caller.Permissions), caller.Schema, caller.ReachForm);
        BindingContext context = new() { Variables = new Dictionary<string, object?>(), UserId = caller.UserId, Reach = caller.Reach ?? [], TimeZone = caller.TimeZone, Language = caller.Language };
        List<FoundDuplicate> found = [];
        source.Session.Enqueue(statement.Bind(context), async (reader, c) =>
        {
            if (await reader.ReadAsync(c)) found.AddRange(Read(reader.GetString(0)));
        });
        await source.Session.FlushAsync(cancellation);
        return [.. found.Where(d => d.Id != record.Id)];
    }

    private IReadOnlyList<DuplicateRuleDocument> RulesOf(PlannedTarget target)
    {
        string name = target.Layout.Object.Name;
        Metadata.Collections.EquatableArray<string> named = target.Model.Target.DuplicateRules;
        if (named.IsEmpty) return [.. source.Model.DuplicateRulesOf(name).Where(r => r.Target == name)];
        return [.. source.Model.DuplicateRulesOf(name).Concat(conversion.Object == name ? [] : source.Model.DuplicateRulesOf(conversion.Object)).Where(r => r.Target == name && named.Contains(r.Name))];
    }

    private static object? Stored(PlannedTarget target, string field) =>
        target.Inputs.TryGetValue(field, out object? input) ? target.Layout[field].Codec.ReadInput(input).Value : null;

    private static Dictionary<string, ArgumentSource> Given(IEnumerable<DuplicateRuleDocument> rules, Func<string, object?> value) => rules.SelectMany(DuplicateLookup.FieldsOf).Distinct()
        .Select(f => (Field: f, Value: value(f))).Where(v => v.Value is not null)
        .ToDictionary(v => v.Field, v => new ArgumentSource(ValueForm.Plain, v.Value, null, v.Field), StringComparer.Ordinal);

    private static IEnumerable<FoundDuplicate> Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.GetProperty("data").EnumerateObject().SelectMany(list => list.Value.EnumerateArray()).Select(d => new FoundDuplicate(
                d.GetProperty(Object).GetString()!, d.GetProperty(Id).ValueKind == JsonValueKind.Null ? null : d.GetProperty(Id).GetGuid(), d.GetProperty(Rule).GetString()!,
                d.GetProperty(Blocks).GetBoolean(),
                [.. d.GetProperty("values").EnumerateArray().Select(v => new ShownValue(v.GetProperty(Field).GetString()!, v.GetProperty(Value).GetString()))])),
        ];
    }

    private static PayloadMember Member(string name) => new(name, name, []);
}
