namespace Platform.Runtime.Writing;

/// <summary>Custom logic as the pipeline knows it.</summary>
public interface IRecordHooks
{
    /// <summary>Begins a root transaction's hooks. Nothing is taken before the first hook runs.</summary>
    /// <param name="writer">Writes within the transaction.</param>
    internal IHookTransaction Begin(INestedWriter writer);
}
