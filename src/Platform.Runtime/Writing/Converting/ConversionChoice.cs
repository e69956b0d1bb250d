namespace Platform.Runtime.Writing.Converting;

/// <summary>What becomes of a target, as whoever converts has chosen.</summary>
/// <param name="Action">What is done; null when that follows from the rest.</param>
/// <param name="Id">The record that is attached.</param>
/// <param name="Values">Values that go before those of the conversion.</param>
internal sealed record ConversionChoice(ConversionAction? Action, Guid? Id, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>Nothing was chosen.</summary>
    public static ConversionChoice None { get; } = new(null, null, new Dictionary<string, object?>());

    /// <summary>The choice of an argument; null when its parts do not go together.</summary>
    public static ConversionChoice? Of(IReadOnlyDictionary<string, object?> given)
    {
        Guid id = Guid.Empty;
        bool hasId = given.GetValueOrDefault("id") is not null;
        if (hasId && !MutationRequests.TryId(given["id"], out id)) return null;
        ConversionAction? action = given.GetValueOrDefault("action") switch
        {
            "CREATE" => ConversionAction.Create,
            "ATTACH" => ConversionAction.Attach,
            "SKIP" => ConversionAction.Skip,
            _ => hasId ? ConversionAction.Attach : null,
        };
        if (hasId != (action == ConversionAction.Attach)) return null;
        return new ConversionChoice(action, hasId ? id : null, given.GetValueOrDefault("values") as IReadOnlyDictionary<string, object?> ?? None.Values);
    }
}

/// <summary>What becomes of a target of a conversion.</summary>
internal enum ConversionAction
{
    /// <summary>A record is made.</summary>
    Create,

    /// <summary>One that exists is linked, and filled in where it is blank.</summary>
    Attach,

    /// <summary>There is none.</summary>
    Skip,
}
