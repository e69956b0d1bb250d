namespace Platform.Metadata.Values;

/// <summary>A postal address. A blank part is null; an address of blank parts alone is no value.</summary>
/// <param name="Street">Street and house, possibly several lines.</param>
/// <param name="City">City.</param>
/// <param name="State">State or province.</param>
/// <param name="PostalCode">Postal code.</param>
/// <param name="Country">Country.</param>
public sealed record AddressValue(string? Street, string? City, string? State, string? PostalCode, string? Country)
{
    /// <summary>The names of the parts in the API, in the order of the columns.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["street", "city", "state", "postalCode", "country"];
}
