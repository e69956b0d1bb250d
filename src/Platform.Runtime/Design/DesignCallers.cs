using Platform.Runtime.Hooks;
using Platform.Runtime.Records;

namespace Platform.Runtime.Design;

/// <summary>Those who design, as callers who read and write records: with the rights of the request, which may be fewer than those of the person.</summary>
/// <param name="callers">Users as callers.</param>
internal sealed class DesignCallers(HookCallers callers)
{
    /// <summary>The caller.</summary>
    public async Task<RecordCaller> OfAsync(DesignCaller designer, CancellationToken cancellation)
    {
        RecordCaller caller = await callers.InNameOfAsync(designer.State, designer.UserId, cancellation);
        return caller with { Permissions = designer.Rights };
    }
}
