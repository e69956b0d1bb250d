using Platform.Expressions.Diagnostics;
using Platform.Expressions.Typing;
using Platform.Metadata.Collections;
using Platform.Metadata.Computation;
using Platform.Metadata.Dependencies;
using Platform.Metadata.Diagnostics;
using Platform.Metadata.Documents;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.Metadata.Compilation;

/// <summary>Compiles the pipelines of one object, once the objects that their conditions read are known.</summary>
internal sealed class PipelineCompiler(PipelineCompiler.Input input, PartBuilder part)
{
    private readonly ExpressionScope _scope = ExpressionScopes.Of(ExpressionPurpose.Update, part.Expressions, input.Model.Name);

    /// <summary>What the pipelines of an object are made of.</summary>
    /// <param name="Model">The object.</param>
    /// <param name="Documents">Its pipelines, ordered by name.</param>
    public sealed record Input(ObjectModel Model, EquatableArray<PipelineDocument> Documents);

    private ObjectModel Model => input.Model;

    /// <summary>Compiles; the part's output is the object with its pipelines.</summary>
    public void Compile()
    {
        List<(int Priority, PipelineModel Pipeline)> pipelines = [];
        foreach (PipelineDocument document in input.Documents)
        {
            CheckPlace(document);
            if (Pipeline(document) is { } pipeline) pipelines.Add((document.Priority, pipeline));
        }

        CheckReach();
        part.Output = Model with
        {
            Pipelines = pipelines.OrderBy(p => p.Priority).ThenBy(p => p.Pipeline.Name, StringComparer.Ordinal).Select(p => p.Pipeline).ToEquatableArray(),
        };
    }

    private void CheckPlace(PipelineDocument document)
    {
        part.Use(Element.Object(Model.Name), document, "/object");
        if (!part.Packages.MayUse(document.Package, Model.Package))
        {
            ReferenceChecks.Undeclared(part, document, "/object", Element.Object(Model.Name), Model.Package);
        }

        string field = input.Documents[0].Field;
        if (document.Field != field)
        {
            Bad(document, "/field", $"The pipeline \"{input.Documents[0].Name}\" of {Model.Name} keeps its stages in \"{field}\"; all pipelines of an object share the field.");
        }

        if (Model.MasterField is not null) Bad(document, "/object", $"{Model.Name} is part of another object; pipelines are of objects of their own.");
    }

    // A pipeline behind one that takes every record would never have any.
    private void CheckReach()
    {
        PipelineDocument[] ordered = [.. input.Documents.OrderBy(d => d.Priority).ThenBy(d => d.Name, StringComparer.Ordinal)];
        int all = Array.FindIndex(ordered, d => d.When is null);
        foreach (PipelineDocument hidden in ordered.Skip(all < 0 ? ordered.Length : all + 1))
        {
            Bad(hidden, "/priority", $"The pipeline \"{ordered[all].Name}\", which has no condition, comes first and takes every record.");
        }
    }

    private PipelineModel? Pipeline(PipelineDocument document)
    {
        if (ReferenceChecks.Field(part, document, "/field", Model, document.Field) is not { } field) return null;
        if (field is not { Type: PicklistType choices, Formula: null })
        {
            part.Error(document, "/field", DocumentCodes.UnsuitableField, $"The field \"{field.Name}\" is of type {field.Type.Name}; stages are the choices of a picklist.");
            return null;
        }

        FieldModel? forecast = Target(document, "/forecastField", document.ForecastField, t => t is PicklistType, "a picklist");
        Target(document, "/probabilityField", document.ProbabilityField, t => t is PercentType, "a percent");
        Target(document, "/closedField", document.ClosedField, t => t is DateTimeType, "a dateTime");
        CheckAmount(document);
        StageCompiler stages = new(document, Model, choices.Choices.Values, (forecast?.Type as PicklistType)?.Choices.Values ?? [], _scope, part);
        TextMerger texts = part.Translations(DocumentKinds.Pipeline, document.Name);
        PipelineModel model = new()
        {
            Id = document.Id,
            Name = document.Name,
            Label = texts.Merge("label", document.Label ?? LocalizedText.Of(document.Name)),
            Field = document.Field,
            When = When(document),
            Stages = stages.Compile(texts),
            ReopenedBy = document.ReopenedBy,
            ProbabilityField = document.ProbabilityField,
            ForecastField = document.ForecastField,
            AmountField = document.AmountField,
            KeepsTotals = document.KeepTotals,
            ClosedField = document.ClosedField,
            Moves = document.Moves,
        };
        texts.MergeOptional("description", document.Description);
        part.WarnUnused(texts);
        return model.Stages.Any(s => s is { Kind: StageKind.Open, Retired: false }) ? model : null;
    }

    private CheckedExpression? When(PipelineDocument document)
    {
        if (document.When is null) return null;
        ExpressionScope own = ExpressionScopes.Of(ExpressionPurpose.Membership, _scope.Objects, Model.Name);
        CheckedExpression? when = ExpressionChecks.Check(part, document, "/when", document.When, own, ExpressionType.Bool);
        if (when is null) return null;
        MemberRead? foreign = when.Reads.FirstOrDefault(r => r.ObjectName != Model.Name || r.Member.Tag is not FieldModel { Formula: null, LinkTable: null });
        if (foreign is not null)
        {
            Bad(document, "/when", $"The condition reads {foreign.ObjectName}.{foreign.Member.Name}; which pipeline a record has follows from its own stored fields alone.");
        }
        else if (when.Reads.Any(r => r.Member.Name == document.Field))
        {
            Bad(document, "/when", $"The condition reads the stage field \"{document.Field}\".");
        }

        return when;
    }

    private FieldModel? Target(PipelineDocument document, string pointer, string? name, Func<FieldType, bool> accepts, string type)
    {
        if (name is null || ReferenceChecks.Field(part, document, pointer, Model, name) is not { } field) return null;
        if (accepts(field.Type) && !field.IsReadOnly && field.Formula is null) return field;
        part.Error(document, pointer, DocumentCodes.UnsuitableField, $"The field \"{name}\" is of type {field.Type.Name}; {type} that can be written is needed.");
        return null;
    }

    private void CheckAmount(PipelineDocument document)
    {
        if (document.AmountField is null || ReferenceChecks.Field(part, document, "/amountField", Model, document.AmountField) is not { } field) return;
        if (field.Type is CurrencyType or DecimalType or IntegerType) return;
        part.Error(document, "/amountField", DocumentCodes.UnsuitableField, $"The field \"{field.Name}\" is of type {field.Type.Name}, which is no amount.");
    }

    private void Bad(PipelineDocument document, string pointer, Sentence message) => part.Error(document, pointer, DocumentCodes.BadPipeline, message);
}
