using Platform.Metadata.Documents;

namespace Platform.Runtime.Hooks;

/// <summary>What administrators agreed to about scripts.</summary>
public interface IScriptGrants
{
    /// <summary>Whether a script may do a thing that it asks for, by <see cref="ScriptRights"/>.</summary>
    ValueTask<bool> HasAsync(Guid tenant, ScriptDocument script, string right, CancellationToken cancellation);
}
