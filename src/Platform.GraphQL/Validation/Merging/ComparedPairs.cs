namespace Platform.GraphQL.Validation.Merging;

/// <summary>
/// Pairs that were compared. A pair compared in full need not be compared again for its shape alone; the other way round it must.
/// </summary>
internal sealed class ComparedPairs<TLeft, TRight>
    where TLeft : class
    where TRight : class
{
    private readonly Dictionary<(TLeft, TRight), bool> compared = [];

    public bool Contains(TLeft left, TRight right, bool shapeOnly) =>
        compared.TryGetValue((left, right), out bool known) && (shapeOnly || !known);

    /// <summary>Notes a pair; returns false when it was compared already.</summary>
    public bool Add(TLeft left, TRight right, bool shapeOnly)
    {
        if (Contains(left, right, shapeOnly))
            return false;
        compared[(left, right)] = shapeOnly;
        return true;
    }
}
