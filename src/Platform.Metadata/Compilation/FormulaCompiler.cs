using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Documents;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Checks the formulas and rollups of an object once the objects that they read are known, relations included.</summary>
internal static class FormulaCompiler
{
    /// <summary>Kind of the part: formulas are compiled apart from their object, because they depend on others.</summary>
    public const string Kind = "formulas";

    /// <summary>What the formulas of an object are made of.</summary>
    public sealed record Input(ObjectModel Model, ObjectInput Documents);

    /// <summary>Compiles; the part's output is the object with checked formulas.</summary>
    public static void Compile(Input input, PartBuilder part)
    {
        ExpressionScope scope = ExpressionScopes.Of(ExpressionPurpose.Formula, part.Expressions, input.Model.Name);
        Dictionary<string, (Document Document, string Pointer)> places = Places(input.Documents);
        EquatableArray<FieldModel> fields = input.Model.Fields.Select(field => Compile(input.Model, field, scope, places, part)).ToEquatableArray();
        part.Output = input.Model with { Fields = fields };
    }

    private static FieldModel Compile(
        ObjectModel owner, FieldModel field, ExpressionScope scope, Dictionary<string, (Document Document, string Pointer)> places, PartBuilder part)
    {
        if (!field.IsComputed) return field;
        (Document document, string pointer) = places[field.Name];
        if (field.Formula is not { } formula) return new RollupCompiler(owner, field, document, pointer + "/rollup", part).Compile();
        CheckedExpression? expression = ExpressionChecks.Check(part, document, pointer + "/formula", formula.Text, scope, FieldMembers.TypeOf(field.Type));
        return expression is null ? field : field with { Formula = formula with { Expression = expression } };
    }

    private static Dictionary<string, (Document, string)> Places(ObjectInput input)
    {
        Dictionary<string, (Document, string)> places = new(StringComparer.Ordinal);
        Add(input.Document, input.Document.Fields);
        foreach (FieldExtensionDocument extension in input.Extensions) Add(extension, extension.Fields);
        return places;

        void Add(Document document, EquatableArray<FieldDocument> fields)
        {
            for (int i = 0; i < fields.Count; i++) places.TryAdd(fields[i].Name, (document, $"/fields/{i}"));
        }
    }
}
