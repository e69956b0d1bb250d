namespace Platform.Metadata.Compilation;

/// <summary>Names that the API derives from the names of objects.</summary>
public static class ApiNames
{
    /// <summary>One record: <c>PriceBook</c> → <c>priceBook</c>.</summary>
    public static string Singular(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>
    /// Many records, by the regular rules of English: <c>Opportunity</c> → <c>opportunities</c>, <c>Campaign</c> → <c>campaigns</c>,
    /// <c>Address</c> → <c>addresses</c>. For an irregular word the document gives its own.
    /// </summary>
    public static string Plural(string name)
    {
        string one = Singular(name);
        if (one.EndsWith('y') && one.Length > 1 && !"aeiou".Contains(one[^2], StringComparison.Ordinal)) return one[..^1] + "ies";
        bool hissing = one.EndsWith('s') || one.EndsWith('x') || one.EndsWith('z') || one.EndsWith("ch", StringComparison.Ordinal)
            || one.EndsWith("sh", StringComparison.Ordinal);
        return one + (hissing ? "es" : "s");
    }
}
