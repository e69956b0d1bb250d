namespace Platform.Runtime.Writing;

/// <summary>Where in a write a hook runs.</summary>
internal enum HookSide
{
    /// <summary>Once defaults are set, before anything is checked or written.</summary>
    Before,

    /// <summary>Once everything else is set: fields that hooks compute.</summary>
    Computation,

    /// <summary>Once nothing else is wrong with the records, before they are written: hooks object, and change nothing.</summary>
    Validation,

    /// <summary>Once everything is written, within the transaction.</summary>
    After,
}
