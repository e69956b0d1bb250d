namespace Platform.Runtime.Demo;

/// <summary>What a data set is generated for. The same options and specification give the same rows, ids and values included.</summary>
/// <param name="Size">How much.</param>
/// <param name="Anchor">The day that the data set takes for today: history lies before it, plans after it.</param>
/// <param name="Seed">Chooses one of the possible data sets; the specification's own seed when null.</param>
/// <param name="SignedInUser">
/// A user who exists already, such as the first administrator: stands in for the first row of User, so that "my records" are not empty
/// for whoever looks at the data. That row is then not stored.
/// </param>
public sealed record DemoOptions(DemoSize Size, DateOnly Anchor, long? Seed = null, Guid? SignedInUser = null);
