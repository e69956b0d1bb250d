using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>A page of a list.</summary>
public sealed record ConnectionPlan
{
    /// <summary>Cost of counting all records of a list.</summary>
    private const double CountCost = 50;

    /// <summary>Object of the records.</summary>
    public required ObjectModel Object { get; init; }

    /// <summary>Which records.</summary>
    public required FilterNode Filter { get; init; }

    /// <summary>What is done about the recycle bin.</summary>
    public required DeletedMode Deleted { get; init; }

    /// <summary>Order; ends with the id.</summary>
    public required IReadOnlyList<OrderKey> Order { get; init; }

    /// <summary>Which part of the list.</summary>
    public required PagePlan Page { get; init; }

    /// <summary>Selected members in the order of the response.</summary>
    public required IReadOnlyList<ConnectionMember> Members { get; init; }

    /// <summary>Cost with the request's page size.</summary>
    public double Cost(BindingContext context)
    {
        double perRecord = Members.Sum(m => m switch
        {
            NodesMember n => n.Selection.Cost(context),
            EdgesMember e => 1 + e.Parts.Sum(p => p.Selection?.Cost(context) ?? 0),
            _ => 0,
        });
        int size = Page.Size?.Value(context) as int? ?? Math.Min(Schema.PageLimits.Default, context.MaxPageSize);
        return 1 + (Math.Max(size, 0) * perRecord) + (Members.Any(m => m is TotalCountMember) ? CountCost : 0);
    }
}

/// <summary>A selected member of a connection: a closed union.</summary>
/// <param name="ResponseName">Its name in the response.</param>
public abstract record ConnectionMember(string ResponseName);

/// <summary><c>nodes</c>.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Selection">What is read of each record.</param>
public sealed record NodesMember(string ResponseName, RecordSelection Selection) : ConnectionMember(ResponseName);

/// <summary><c>edges</c>.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Parts">Selected members of an edge: response name, name, and for <c>node</c> what is read of the record.</param>
public sealed record EdgesMember(
    string ResponseName, IReadOnlyList<(string ResponseName, string Name, RecordSelection? Selection)> Parts) : ConnectionMember(ResponseName);

/// <summary><c>pageInfo</c>.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Parts">Selected members: response name and name.</param>
public sealed record PageInfoMember(string ResponseName, IReadOnlyList<(string ResponseName, string Name)> Parts) : ConnectionMember(ResponseName);

/// <summary><c>totalCount</c>.</summary>
/// <param name="ResponseName">Name in the response.</param>
public sealed record TotalCountMember(string ResponseName) : ConnectionMember(ResponseName);

/// <summary><c>__typename</c>.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="TypeName">Its value.</param>
public sealed record ConnectionTypeNameMember(string ResponseName, string TypeName) : ConnectionMember(ResponseName);
