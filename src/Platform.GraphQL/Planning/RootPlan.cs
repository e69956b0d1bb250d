using Platform.Metadata.Model;

namespace Platform.GraphQL.Planning;

/// <summary>A root field: a closed union.</summary>
/// <param name="ResponseName">Its name in the response.</param>
public abstract record RootPlan(string ResponseName)
{
    /// <summary>How many values the field may read.</summary>
    public abstract double Cost(BindingContext context);
}

/// <summary>One record by id.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Id">Its id.</param>
/// <param name="Deleted">Whether it may lie in the recycle bin.</param>
/// <param name="Selection">What is read of it.</param>
public sealed record RecordPlan(string ResponseName, ArgumentSource Id, DeletedMode Deleted, RecordSelection Selection) : RootPlan(ResponseName)
{
    /// <inheritdoc/>
    public override double Cost(BindingContext context) => Selection.Cost(context);
}

/// <summary>A connection at the root.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Connection">The connection.</param>
public sealed record ConnectionRootPlan(string ResponseName, ConnectionPlan Connection) : RootPlan(ResponseName)
{
    /// <inheritdoc/>
    public override double Cost(BindingContext context) => Connection.Cost(context);
}

/// <summary>Groups with aggregates.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Groups">The grouping.</param>
public sealed record GroupRootPlan(string ResponseName, GroupPlan Groups) : RootPlan(ResponseName)
{
    /// <inheritdoc/>
    public override double Cost(BindingContext context) => Groups.Cost(context);
}

/// <summary>A field that needs no records: <c>__typename</c> and introspection.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Json">Its value.</param>
public sealed record ComputedPlan(string ResponseName, string Json) : RootPlan(ResponseName)
{
    /// <inheritdoc/>
    public override double Cost(BindingContext context) => 1;
}

/// <summary>A field that the host carries out before anything is read: an action that is a query, or what hooks say of a record.</summary>
/// <param name="ResponseName">Name in the response.</param>
/// <param name="Field">What is carried out, and what is selected of its outcome.</param>
public sealed record CarriedPlan(string ResponseName, MutationPlan Field) : RootPlan(ResponseName)
{
    /// <inheritdoc/>
    public override double Cost(BindingContext context) => Field.Cost(context);
}

/// <summary>What is done about records in the recycle bin.</summary>
public enum DeletedMode
{
    /// <summary>They do not exist.</summary>
    Exclude,

    /// <summary>They are like others.</summary>
    Include,

    /// <summary>Only they exist.</summary>
    Only,
}

/// <summary>What is read of a record.</summary>
/// <param name="Object">Of which object.</param>
/// <param name="Fields">Fields in the order of the response.</param>
public sealed record RecordSelection(ObjectModel Object, IReadOnlyList<SelectedField> Fields)
{
    /// <summary>How many values one record has.</summary>
    public double Cost(BindingContext context) => 1 + Fields.Sum(f => f.Cost(context));
}
