namespace Platform.Runtime.Demo.Generation;

/// <summary>A named value of the rows of an object.</summary>
/// <param name="Name">Name in the specification.</param>
/// <param name="Pointer">Where it stands, for messages.</param>
/// <param name="IsField">True for a field of the record, false for a helper value of <c>let</c>.</param>
internal sealed record DemoSlot(string Name, string Pointer, bool IsField)
{
    /// <summary>How it is computed; set while the specification is compiled.</summary>
    public DemoValue Value { get; set; } = static _ => null;
}
