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

    /// <summary>The value of a part by its name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public string? Part(string name) => name switch
    {
        "street" => Street,
        "city" => City,
        "state" => State,
        "postalCode" => PostalCode,
        "country" => Country,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "An address has no such part."),
    };
}
