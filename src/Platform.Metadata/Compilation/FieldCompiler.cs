using Platform.Expressions.Diagnostics;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;
using Platform.Metadata.Storage;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles one field: checks its settings and references, resolves picklists, merges translations, names its columns.</summary>
/// <param name="ownerId">Stable id of the object that the field is of.</param>
/// <param name="document">The document that describes the field: the object's or an extension.</param>
/// <param name="field">The field.</param>
/// <param name="pointer">Pointer to the field in its document.</param>
/// <param name="part">Where findings and uses go.</param>
/// <param name="texts">Translations of the object.</param>
internal sealed class FieldCompiler(
    string ownerId, Document document, FieldDocument field, string pointer, PartBuilder part, TextMerger texts)
{
    /// <summary>The field's model; its references are added to the list.</summary>
    public FieldModel Compile(List<Reference> references)
    {
        bool sound = true;
        FieldSettings.Check(field, (place, code, message) =>
        {
            sound = false;
            Report(place, code, message);
        });
        FieldType type = Resolve(field.Type);
        CheckTargets(type);
        AddReferences(references);
        string path = "field." + field.Name;
        if (sound && field.Default is not null && FieldDefaults.Problem(field.Default, type) is { } problem)
        {
            Report("/default", DocumentCodes.BadDefault, problem);
        }

        return new FieldModel
        {
            Id = field.Id,
            Name = field.Name,
            Label = texts.Merge(path + ".label", field.Label),
            Help = texts.MergeOptional(path + ".help", field.Help),
            Type = type,
            Columns = field.Formula is null ? FieldStorage.Columns(field.Id, type) : [],
            Formula = field.Formula is { } text && FieldMembers.CanBeComputed(type) ? new FormulaModel(text, FieldStorage.Columns(field.Id, type)[0]) : null,
            Rollup = field.Rollup is { } rollup ? new RollupModel(rollup, FieldStorage.StateColumns(field.Id, rollup.Function)) : null,
            ComputedBy = field.ComputedBy,
            LinkTable = type is ManyToManyType ? StorageNames.LinkTable(ownerId, field.Id) : null,
            Required = field.Required || type is MasterDetailType,
            Unique = field.Unique || type is AutoNumberType,
            Default = field.Default,
            DefaultFormula = ExpressionModel.Of(field.DefaultFormula),
            RequiredWhen = ExpressionModel.Of(field.RequiredWhen),
            ReadOnlyWhen = ExpressionModel.Of(field.ReadOnlyWhen),
            VisibleWhen = ExpressionModel.Of(field.VisibleWhen),
            Choosable = type.Choosable().Where(c => type.Targets().Contains(c.Target)).Select(c => new ChoosableModel(c.Target, new ExpressionModel(c.Condition))).ToEquatableArray(),
            CreateOnly = field.CreateOnly,
            IsReadOnly = field.ReadOnly || type is AutoNumberType || field.Formula is not null || field.Rollup is not null || field.ComputedBy is not null,
            Deprecated = field.Deprecated,
        };
    }

    private FieldType Resolve(FieldType type) => type switch
    {
        PicklistType t => t with { Choices = Resolve(t.Choices) },
        MultiPicklistType t => t with { Choices = Resolve(t.Choices) },
        _ => type,
    };

    private PicklistSource Resolve(PicklistSource source)
    {
        if (source.Global is null)
        {
            ChoiceChecks.Duplicates(source.Values, i => Report($"/values/{i}/value", DocumentCodes.DuplicateItem, $"The choice \"{source.Values[i].Value}\" is listed twice."));
            return source with { Values = ChoiceChecks.Translate(source.Values, $"choice.{field.Name}.", texts) };
        }

        if (part.Picklist(source.Global) is not { } picklist)
        {
            part.Unknown(
                document, pointer + "/picklist", DocumentCodes.UnknownPicklist, $"There is no picklist \"{source.Global}\".", source.Global, part.Names.Picklists);
            return source;
        }

        Element target = Element.Picklist(source.Global);
        part.Use(target, document, pointer + "/picklist");
        if (!part.Packages.MayUse(document.Package, picklist.Package)) ReferenceChecks.Undeclared(part, document, pointer + "/picklist", target, picklist.Package);
        return source with { Values = picklist.Values };
    }

    private void CheckTargets(FieldType type)
    {
        if (type is PolymorphicLookupType several)
        {
            for (int i = 0; i < several.Targets.Count; i++)
            {
                if (several.Targets.AsSpan()[..i].Contains(several.Targets[i]))
                {
                    Report($"/targets/{i}", DocumentCodes.DuplicateItem, $"The object \"{several.Targets[i]}\" is listed twice.");
                }

                CheckTarget(several.Targets[i], $"/targets/{i}");
            }

            foreach (string chosen in several.Choosable.Select(c => c.Target).Where(t => !several.Targets.Contains(t)))
            {
                part.Unknown(
                    document, $"{pointer}/choosable/{chosen}", DocumentCodes.FieldSettings, $"The field does not refer to an object \"{chosen}\".", chosen, several.Targets);
            }
        }
        else if (type is not (FileType or ImageType))
        {
            foreach (string target in type.Targets()) CheckTarget(target, "/target");
        }
    }

    private void CheckTarget(string name, string place)
    {
        if (part.Head(name) is not { } head)
        {
            part.Unknown(document, pointer + place, DocumentCodes.UnknownObject, $"There is no object \"{name}\".", name, part.Names.Objects);
            return;
        }

        part.Use(Element.Object(name), document, pointer + place);
        if (!part.Packages.MayUse(document.Package, head.Package))
        {
            ReferenceChecks.Undeclared(part, document, pointer + place, Element.Object(name), head.Package);
        }
    }

    private void AddReferences(List<Reference> references)
    {
        (string? inverse, LocalizedText? label, RelationKind kind) = field.Type switch
        {
            LookupType t => (t.Inverse, t.InverseLabel, RelationKind.Lookup),
            MasterDetailType t => (t.Inverse, t.InverseLabel, RelationKind.Detail),
            ManyToManyType t => (t.Inverse, t.InverseLabel, RelationKind.ManyToMany),
            PolymorphicLookupType t => (t.Inverse, t.InverseLabel, RelationKind.Polymorphic),
            _ => (null, null, RelationKind.Lookup),
        };
        if (field.Type is FileType or ImageType) return;
        foreach (string target in field.Type.Targets())
        {
            references.Add(new Reference(target, inverse, label, field.Name, kind, document.Kind, document.Name, pointer));
        }
    }

    private void Report(string place, string code, Sentence message) => part.Error(document, pointer + place, code, message);
}
