using System.Globalization;
using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Checks the conditions, defaults and rules of an object once the objects that they read are known, formulas included.</summary>
internal static class ConditionCompiler
{
    /// <summary>Kind of the part: conditions are compiled apart from their object, because they depend on others.</summary>
    public const string Kind = "conditions";

    /// <summary>What the conditions of an object are made of.</summary>
    public sealed record Input(ObjectModel Model, ObjectInput Documents);

    /// <summary>True when there is something to check.</summary>
    public static bool Applies(ObjectModel model) => !model.Rules.IsEmpty || model.Fields.Any(f => f.HasConditions);

    /// <summary>Compiles; the part's output is the object with checked conditions.</summary>
    public static void Compile(Input input, PartBuilder part)
    {
        Dictionary<string, (Document Document, string Pointer)> places = Places(input.Documents);
        part.Output = input.Model with
        {
            Fields = input.Model.Fields.Select(f => places.TryGetValue(f.Name, out var place) ? Field(f, Scope, place.Document, place.Pointer, part) : f).ToEquatableArray(),
            Rules = Rules(input, Scope(ExpressionPurpose.Write), part),
        };

        ExpressionScope Scope(ExpressionPurpose purpose, string? target = null) => ExpressionScopes.Of(purpose, part.Expressions, input.Model.Name, target);
    }

    private static FieldModel Field(
        FieldModel field, Func<ExpressionPurpose, string?, ExpressionScope> scopes, Document document, string pointer, PartBuilder part)
    {
        ExpressionModel? Condition(string key, ExpressionModel? condition, ExpressionPurpose purpose, string? target = null) =>
            Checked(part, document, $"{pointer}/{key}", condition, scopes(purpose, target), ExpressionType.Bool);
        if (!field.HasConditions) return field;
        return field with
        {
            DefaultFormula = FieldMembers.CanBeDefaulted(field.Type)
                ? Checked(part, document, pointer + "/defaultFormula", field.DefaultFormula, scopes(ExpressionPurpose.Default, null), FieldMembers.TypeOf(field.Type))
                : null,
            RequiredWhen = Condition("requiredWhen", field.RequiredWhen, ExpressionPurpose.Write),
            ReadOnlyWhen = Condition("readOnlyWhen", field.ReadOnlyWhen, ExpressionPurpose.Stored),
            VisibleWhen = Condition("visibleWhen", field.VisibleWhen, ExpressionPurpose.Write),
            Choosable = field.Choosable.Select(c => c with
            {
                Condition = Condition(field.Type.ChoosablePointer(c.Target), c.Condition, ExpressionPurpose.Choosable, c.Target)!,
            }).ToEquatableArray(),
        };
    }

    private static EquatableArray<RuleModel> Rules(Input input, ExpressionScope scope, PartBuilder part)
    {
        IEnumerable<(Document Document, string Pointer)> places = input.Documents.Extensions
            .SelectMany(e => e.Rules.Select((_, i) => ((Document)e, Pointer(i))));
        places = input.Documents.Document.Rules.Select((_, i) => ((Document)input.Documents.Document, Pointer(i))).Concat(places);
        return input.Model.Rules.Zip(
            places,
            (rule, place) => rule with { InvalidWhen = Checked(part, place.Document, place.Pointer, rule.InvalidWhen, scope, ExpressionType.Bool)! }).ToEquatableArray();

        static string Pointer(int i) => string.Create(CultureInfo.InvariantCulture, $"/rules/{i}/invalidWhen");
    }

    private static ExpressionModel? Checked(
        PartBuilder part, Document document, string pointer, ExpressionModel? condition, ExpressionScope scope, ExpressionType? expected) =>
        condition is null ? null : condition with { Expression = ExpressionChecks.Check(part, document, pointer, condition.Text, scope, expected) };

    private static Dictionary<string, (Document, string)> Places(ObjectInput input)
    {
        Dictionary<string, (Document, string)> places = new(StringComparer.Ordinal);
        Add(input.Document, input.Document.Fields);
        foreach (FieldExtensionDocument extension in input.Extensions) Add(extension, extension.Fields);
        return places;

        void Add(Document document, EquatableArray<FieldDocument> fields)
        {
            for (int i = 0; i < fields.Count; i++) places.TryAdd(fields[i].Name, (document, string.Create(CultureInfo.InvariantCulture, $"/fields/{i}")));
        }
    }
}
