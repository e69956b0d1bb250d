namespace Platform.Runtime.Approvals.Engine;

/// <summary>Whom the approvers of a step find.</summary>
/// <param name="IsFallback">The approvers are nobody; these are those of the fallback.</param>
/// <param name="Found">The people of each approver, in the order of the document.</param>
internal sealed record StepPeople(bool IsFallback, IReadOnlyList<IReadOnlyList<Guid>> Found)
{
    /// <summary>Which approver found somebody, counted from 0; null when none did.</summary>
    public int? Of(Guid user)
    {
        for (int i = 0; i < Found.Count; i++)
        {
            if (Found[i].Contains(user)) return i;
        }

        return null;
    }
}
