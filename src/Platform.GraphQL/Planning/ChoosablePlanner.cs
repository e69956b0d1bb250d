using Platform.GraphQL.Schema;
using Platform.GraphQL.Types;
using Platform.Metadata.Fields;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>Turns the argument <c>choosableFor</c> into a condition.</summary>
internal static class ChoosablePlanner
{
    /// <summary>The condition that a reference may point to a record; everything when none is asked for.</summary>
    public static FilterNode Plan(PlanInput asked, CollectedField field)
    {
        foreach ((string name, PlanInput record) in asked.Members)
        {
            InputObjectType choices = (InputObjectType)field.Definition.FindArgument("choosableFor")!.Type.Named;
            FieldBinding binding = (FieldBinding)choices.Fields.Find(name)!.Extension!;
            return new ChoosableBy(binding.Object, binding.Field, Facts(record, binding.Object));
        }

        return FilterNode.Everything;
    }

    private static RecordFacts Facts(PlanInput record, ObjectModel model)
    {
        ValueSource? id = null;
        Dictionary<string, ValueSource?> columns = new(StringComparer.Ordinal);
        Dictionary<string, LinkFacts> links = new(StringComparer.Ordinal);
        foreach ((string name, PlanInput value) in record.Members)
        {
            FieldModel field = model.Field(name);
            IReadOnlyList<string> parts = FieldParts.Of(field.Type);
            if (field.Type is IdType) id = Source(value, name);
            else if (field.Shape() == FieldShape.References) links[name] = Links(value);
            else if (parts.Count == 0) columns[field.Column.Name] = Source(value, name, field.Type.IsList() ? ValueForm.List : ValueForm.Plain);
            foreach (string part in parts) columns[FieldParts.Column(field, part).Name] = Source(value.Member(part), part);
        }

        return new RecordFacts(id, columns, links);
    }

    // A null clears the links as it clears a value.
    private static LinkFacts Links(PlanInput change) => change.IsNull
        ? new LinkFacts(new ArgumentSource(ValueForm.List, new List<PlanInput>(), null, "set"), null, null)
        : new LinkFacts(List(change, "set"), List(change, "add"), List(change, "remove"));

    private static ArgumentSource? List(PlanInput change, string name) => Source(change.Member(name), name, ValueForm.List);

    private static ArgumentSource? Source(PlanInput value, string name, ValueForm form = ValueForm.Plain) =>
        value.IsNull ? null : new ArgumentSource(form, value.Origin is null ? value.Value : null, value.Origin, name);
}
