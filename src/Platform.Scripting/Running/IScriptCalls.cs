using System.Text.Json;

namespace Platform.Scripting.Running;

/// <summary>The platform as a script calls it. Calls of one run come one after the other.</summary>
public interface IScriptCalls
{
    /// <summary>Answers a call. What is asked for comes from hostile code: names and arguments are checked here.</summary>
    /// <param name="name">What is called, for example <c>db.get</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">The run is over: nobody waits for the answer any more.</param>
    Task<ScriptAnswer> CallAsync(string name, JsonElement arguments, CancellationToken cancellation);
}
