namespace Platform.Runtime.Publishing;

/// <summary>Computes fields of stored records that no statement can compute.</summary>
public interface IBackgroundComputation
{
    /// <summary>Computes them in every record.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="hookId">Stable id of the hook that computes them; one that the model no longer has is passed over.</param>
    /// <param name="share">Told the part that is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops between two lots.</param>
    /// <returns>Which records were refused and kept what they had, for people; null when all were computed.</returns>
    /// <exception cref="InvalidOperationException">Scripts do not run now; it can be tried again.</exception>
    Task<string?> FillAsync(Guid tenant, string hookId, Action<double> share, CancellationToken cancellation);
}
