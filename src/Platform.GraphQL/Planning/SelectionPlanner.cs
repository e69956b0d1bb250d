using System.Diagnostics;
using Platform.GraphQL.Schema;
using Platform.GraphQL.Types;
using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>Turns selections into what is read of records and pages.</summary>
internal sealed class SelectionPlanner(PlanningContext context, FilterPlanner filters)
{
    private readonly OrderPlanner _orders = new(context);
    private int _depth;

    /// <summary>What is read of a record.</summary>
    public RecordSelection Record(ObjectModel model, CollectedField field) => Record(model, field, context.Records.Type<ObjectType>(model.Name));

    /// <summary>A page of a list, at the root or below a record.</summary>
    public ConnectionPlan Connection(ObjectModel model, CollectedField field, FilterNode? viewFilter = null, IReadOnlyList<OrderKey>? viewOrder = null)
    {
        FilterNode filter = filters.Plan(Argument("filter"), model);
        FilterNode search = filters.Search(Argument("search"), model, "search");
        FilterNode choosable = ChoosablePlanner.Plan(Argument("choosableFor"), field);
        IReadOnlyList<OrderKey> order = _orders.Plan(Argument("orderBy"), model, viewOrder, search as Searched);
        return new ConnectionPlan
        {
            Object = model,
            Filter = new AllOf([.. new[] { viewFilter, filter, search, choosable }.OfType<FilterNode>().Where(f => f is not AllOf { Members.Count: 0 })]),
            Deleted = Deleted(Argument("deleted")),
            Order = order,
            Page = Page(field),
            Members = [.. context.Select(PlanningContext.ObjectOf(field.Definition), field).Select(member => ConnectionMember(model, member))],
        };

        PlanInput Argument(string name) => field.Argument(name, context.Variables);
    }

    /// <summary>The value of a <c>deleted</c> argument.</summary>
    public static DeletedMode Deleted(PlanInput argument) => argument.Value switch
    {
        "INCLUDE" => DeletedMode.Include,
        "ONLY" => DeletedMode.Only,
        _ => DeletedMode.Exclude,
    };

    private RecordSelection Record(ObjectModel model, CollectedField field, ObjectType type)
    {
        if (++_depth > context.Records.MaxDepth)
        {
            context.Refuse(field.Nodes[0], $"Records are nested deeper than {context.Records.MaxDepth} levels.", "QUERY_TOO_DEEP", GraphQLErrorCode.LimitExceeded);
            _depth--;
            return new RecordSelection(model, []);
        }

        RecordSelection selection = new(model, [.. context.Select(type, field).Select(f => Field(model, f))]);
        _depth--;
        return selection;
    }

    private SelectedField Field(ObjectModel model, CollectedField field) => field.Definition.Extension switch
    {
        RelationLink link => new RelationField(field.ResponseName, link, Connection(link.Child, field)),
        FieldModel value => Value(value, field),
        _ when field.Name == "__typename" => new TypeNameField(field.ResponseName, model.Name),
        _ when field.Name == "_pipeline" => new PipelineField(field.ResponseName, Parts(field)),
        _ when field.Name == "_access" => new AccessField(field.ResponseName, Names(field)),
        _ => throw new UnreachableException($"{model.Name}.{field.Name} means nothing."),
    };

    private SelectedField Value(FieldModel value, CollectedField field) => value.Shape() switch
    {
        FieldShape.Reference => new ReferenceField(field.ResponseName, value, Record(context.Model.Object(value.Target()), field)),
        FieldShape.Polymorphic => new PolymorphicField(field.ResponseName, value, [.. ((UnionType)field.Definition.Type.Named).Types
            .Select(type => Record((ObjectModel)type.Extension!, field, type))]),
        FieldShape.Address or FieldShape.Geolocation => new PartsField(field.ResponseName, value, [.. context
            .Select(PlanningContext.ObjectOf(field.Definition), field).Select(part => (part.ResponseName, part.Definition.Extension as int?))]),
        _ => new ValueField(field.ResponseName, value),
    };

    private ConnectionMember ConnectionMember(ObjectModel model, CollectedField member) => member.Name switch
    {
        "nodes" => new NodesMember(member.ResponseName, Record(model, member)),
        "edges" => new EdgesMember(member.ResponseName, [.. context.Select(PlanningContext.ObjectOf(member.Definition), member)
            .Select(part => (part.ResponseName, part.Name == "__typename" ? ":" + member.Definition.Type.Named.Name : part.Name, part.Name == "node" ? Record(model, part) : null))]),
        "pageInfo" => new PageInfoMember(member.ResponseName, Names(member)),
        "totalCount" => new TotalCountMember(member.ResponseName),
        _ => new ConnectionTypeNameMember(member.ResponseName, context.Records.NameOf(model.Name, TypeSuffix.Connection)),
    };

    private IReadOnlyList<PayloadMember> Parts(CollectedField field)
    {
        ObjectType type = PlanningContext.ObjectOf(field.Definition);
        return
        [
            .. context.Select(type, field).Select(member => new PayloadMember(
                member.ResponseName,
                member.Name == "__typename" ? ":" + type.Name : member.Name,
                member.Definition.Type.Named is ObjectType ? Parts(member) : [])),
        ];
    }

    // The name of a member, or the type's name after a colon for __typename.
    private IReadOnlyList<(string, string)> Names(CollectedField field)
    {
        ObjectType type = PlanningContext.ObjectOf(field.Definition);
        return [.. context.Select(type, field).Select(member => (member.ResponseName, member.Name == "__typename" ? ":" + type.Name : member.Name))];
    }

    private PagePlan Page(CollectedField field)
    {
        PlanInput first = Argument("first"), last = Argument("last"), after = Argument("after"), before = Argument("before"), offset = Argument("offset");
        if (!first.IsNull && !last.IsNull) Refuse("`first` and `last` exclude each other.");
        if (!offset.IsNull && !(after.IsNull && before.IsNull && last.IsNull)) Refuse("`offset` goes with `first` alone.");
        bool backward = !last.IsNull;
        PlanInput size = backward ? last : first;
        return new PagePlan(
            backward,
            size.IsNull ? null : Source(size, ValueForm.PageSize, backward ? "last" : "first"),
            offset.IsNull ? null : Source(offset, ValueForm.Offset, "offset"),
            Cursor(after, "after"),
            Cursor(before, "before"));

        PlanInput Argument(string name) => field.Argument(name, context.Variables);

        void Refuse(string message) => context.Refuse(field.Nodes[0], message, "INVALID_PAGE");
    }

    private static CursorPlan? Cursor(PlanInput cursor, string name) => cursor.Value is string text
        ? new CursorPlan(Source(cursor, ValueForm.Plain, name), CursorText.BlankMask(text))
        : null;

    private static ArgumentSource Source(PlanInput input, ValueForm form, string name) =>
        new(form, input.Origin is null ? input.Value : null, input.Origin, name);
}
