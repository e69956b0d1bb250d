namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// Conditions read records with the rights of the platform. So that a refusal tells nothing of a record that the caller may not see, not even that a condition over it holds,
/// the references of a refused write are looked up first: one that leads to nothing the caller can see is all that is told.
/// </summary>
internal static class UnseenReferences
{
    /// <summary>Puts that problem in the place of all others.</summary>
    public static async Task RunAsync(WriteBatch batch, IEnumerable<RecordWrite> records, CancellationToken cancellation)
    {
        RecordWrite[] refused = [.. records.Where(r => r.IsRefused && r.Layout.References.Any(f => r.IsChanged[f.Slot.Ordinal]))];
        if (refused.Length == 0) return;
        IReadOnlyList<RecordProblem>[] told = [.. refused.Select(r => r.TakeProblems())];
        ReferenceCheck.Enqueue(batch, refused);
        await batch.Session.FlushAsync(cancellation);
        batch.HasPendingChecks = false;
        foreach ((RecordWrite record, IReadOnlyList<RecordProblem> problems) in refused.Zip(told))
        {
            RecordProblem[] unseen = [.. record.TakeProblems().Where(p => p.Problem.Code is WriteCodes.ReferenceNotFound or WriteCodes.MasterForbidden)];
            foreach (RecordProblem problem in unseen.Length > 0 ? unseen : problems) record.Refuse(problem);
        }
    }
}
