using Platform.Runtime.Identity;
using Platform.Runtime.Records;

namespace Platform.Runtime.Reading;

/// <summary>Finds the model and the rights under which a request runs.</summary>
public interface ICallerSource
{
    /// <summary>The caller of an identity at this moment.</summary>
    ValueTask<RecordCaller> FindAsync(RequestIdentity identity, CancellationToken cancellation);

    /// <summary>The caller on a newer model than the one it was found with; null when that is still the present one.</summary>
    ValueTask<RecordCaller?> FindMovedAsync(RequestIdentity identity, RecordCaller before, CancellationToken cancellation);
}
