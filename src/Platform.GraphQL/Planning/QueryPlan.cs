namespace Platform.GraphQL.Planning;

/// <summary>
/// A query operation without its values: what is read, how it is filtered, put in order and named. It depends on the document, on which arguments
/// are present, and on nothing else that a caller sends.
/// </summary>
/// <param name="Fields">Root fields in the order of the response.</param>
public sealed record QueryPlan(IReadOnlyList<RootPlan> Fields)
{
    /// <summary>True when something has to be read from the database.</summary>
    public bool NeedsDatabase => Fields.Any(f => f is not (ComputedPlan or CarriedPlan));

    /// <summary>Fields that the host carries out before anything is read.</summary>
    public IReadOnlyList<MutationPlan> Carried { get; } = [.. Fields.OfType<CarriedPlan>().Select(f => f.Field)];

    /// <summary>Cost of a request: how many values it may read, with its page sizes.</summary>
    public double Cost(BindingContext context) => Fields.Sum(f => f.Cost(context));
}
