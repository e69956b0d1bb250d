using Platform.Metadata.Rules;

namespace Platform.Metadata.Documents;

/// <summary>An object whose records a hook reads or writes by <c>db</c>; others are refused to it.</summary>
/// <param name="Object">Name of the object.</param>
/// <param name="Read">May be read.</param>
/// <param name="Write">May be created, changed and deleted.</param>
public sealed record HookAccess([Format(TextFormat.ObjectName)] string Object, bool Read = false, bool Write = false);
