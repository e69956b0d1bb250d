using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using static System.FormattableString;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles a conversion: each target may read those before it.</summary>
internal sealed class ConversionCompiler(ConversionDocument document, PartBuilder part)
{
    // Names of the API's answer beside the aliases.
    private static readonly string[] Taken = ["record", "conversion", "done", "targets", "moved", "problems", "warnings"];
    private readonly TextMerger _texts = part.Translations(DocumentKinds.Conversion, document.Name);
    private readonly List<(string Name, string ObjectName)> _aliases = [];

    /// <summary>Checks a conversion and translates its texts.</summary>
    public static void Compile(ConversionDocument document, PartBuilder part) => new ConversionCompiler(document, part).Compile();

    private void Compile()
    {
        ObjectModel? source = ReferenceChecks.Object(part, document, "/object", document.Object);
        List<ConversionTargetModel> targets = [];
        CheckedExpression? when = null;
        EquatableArray<FieldMappingModel> set = [];
        if (source is not null)
        {
            CheckConvertedField(source);
            if (document.When is { } condition) when = ExpressionChecks.Check(part, document, "/when", condition, Scope(), ExpressionType.Bool);
            for (int i = 0; i < document.Targets.Count; i++) targets.AddRange(Target(source, document.Targets[i], Invariant($"/targets/{i}")));
            CheckLinks();
            set = new FieldMappingCompiler(document, source, Scope(), part).Compile(source, document.Set, "/set");
            CheckSet();
            new ConversionMoveChecks(document, _aliases, part).Check();
        }

        part.Output = new ConversionModel
        {
            Document = document with
            {
                Label = _texts.MergeOptional("label", document.Label),
                Description = _texts.MergeOptional("description", document.Description),
                Targets = targets.Select(t => t.Target).ToEquatableArray(),
            },
            When = when,
            Targets = targets.ToEquatableArray(),
            Set = set,
        };
        part.WarnUnused(_texts);
    }

    private void CheckConvertedField(ObjectModel source)
    {
        if (ReferenceChecks.Field(part, document, "/convertedField", source, document.ConvertedField) is not { } field) return;
        if (field is { Type: DateTimeType, IsReadOnly: true, IsSystem: false, Formula: null, Rollup: null, ComputedBy: null }) return;
        part.Error(
            document, "/convertedField", DocumentCodes.UnsuitableField,
            $"The field \"{field.Name}\" is of type {field.Type.Name}{(field.IsReadOnly ? "" : " and not read-only")}; a dateTime with \"readOnly\" is needed, which nobody but the conversion sets.");
    }

    private IEnumerable<ConversionTargetModel> Target(ObjectModel source, ConversionTarget target, string at)
    {
        ObjectModel? model = ReferenceChecks.Object(part, document, at + "/object", target.Object);
        CheckAlias(target, at);
        if (model is null) yield break;
        CheckedExpression? when = target.When is null ? null : ExpressionChecks.Check(part, document, at + "/when", target.When, Scope(), ExpressionType.Bool);
        if (target.Link is not null) CheckLink(source, target, at);
        EquatableArray<FieldMappingModel> set = new FieldMappingCompiler(document, source, Scope(), part).Compile(model, target.Set, at + "/set");
        _aliases.Add((target.Alias, target.Object));
        yield return new ConversionTargetModel(target with { Label = _texts.MergeOptional($"target.{target.Alias}", target.Label) }, when, set);
    }

    private void CheckAlias(ConversionTarget target, string at)
    {
        if (_aliases.Exists(a => a.Name == target.Alias)) part.Error(document, at + "/alias", DocumentCodes.DuplicateItem, $"The alias \"{target.Alias}\" is given twice.");
        if (Taken.Contains(target.Alias) || ExpressionScope.VariableNames.Contains(target.Alias))
        {
            part.Error(document, at + "/alias", DocumentCodes.ReservedName, $"The name \"{target.Alias}\" is taken by expressions or the API.");
        }
    }

    private void CheckLink(ObjectModel source, ConversionTarget target, string at)
    {
        if (ReferenceChecks.Field(part, document, at + "/link", source, target.Link!) is not { } link) return;
        if (link is { Type: LookupType lookup, IsReadOnly: true, IsSystem: false } && lookup.Target == target.Object) return;
        part.Error(
            document, at + "/link", DocumentCodes.UnsuitableField,
            $"The field \"{link.Name}\" is of type {link.Type.Name}{(link.IsReadOnly ? "" : " and not read-only")}; a lookup of {target.Object} with \"readOnly\" is needed.");
    }

    private void CheckLinks()
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < document.Targets.Count; i++)
        {
            if (document.Targets[i].Link is not { } link || seen.Add(link)) continue;
            part.Error(document, Invariant($"/targets/{i}/link"), DocumentCodes.DuplicateItem, $"The field \"{link}\" keeps another target already.");
        }
    }

    private void CheckSet()
    {
        for (int i = 0; i < document.Set.Count; i++)
        {
            if (document.Set[i].From is not null) part.Error(document, Invariant($"/set/{i}/from"), DocumentCodes.BadConversion, "The record has the value itself; an expression is needed.");
        }
    }

    private ExpressionScope Scope() => new(part.Expressions, document.Object) { UserObject = ExpressionObjects.User, Records = [.. _aliases] };
}
