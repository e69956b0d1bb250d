namespace Platform.Runtime.Writing.Stages;

/// <summary>
/// Conditions read records with the rights of the platform. So that a refusal tells nothing of a record that the caller may not see, not even that a condition over it holds,
/// the references of a refused write are looked up first: where one leads to nothing the caller can see, that is told in the place of what conditions say.
/// </summary>
internal static class UnseenReferences
{
    /// <summary>Looks them up; validation does not look again.</summary>
    public static async Task RunAsync(WriteBatch batch, IEnumerable<RecordWrite> records, CancellationToken cancellation)
    {
        RecordWrite[] refused = [.. records.Where(r => r.IsRefused && r.Layout.References.Any(f => r.IsChanged[f.Slot.Ordinal]))];
        if (refused.Length == 0) return;
        IReadOnlyList<RecordProblem>[] told = [.. refused.Select(r => r.TakeProblems())];
        ReferenceCheck.EnqueueLookup(batch, refused);
        await batch.Session.FlushAsync(cancellation);
        batch.HasPendingChecks = false;
        foreach (RecordWrite record in refused) record.HasCheckedReferences = true;
        foreach ((RecordWrite record, IReadOnlyList<RecordProblem> problems) in refused.Zip(told))
        {
            IReadOnlyList<RecordProblem> found = record.TakeProblems();
            bool isUnseen = found.Any(p => p.Problem.Code is WriteCodes.ReferenceNotFound or WriteCodes.MasterForbidden);
            IEnumerable<RecordProblem> tell = isUnseen ? found.Where(p => p.Problem.Code != WriteCodes.NotChoosable) : problems.Concat(found);
            foreach (RecordProblem problem in tell) record.Refuse(problem);
        }
    }
}
