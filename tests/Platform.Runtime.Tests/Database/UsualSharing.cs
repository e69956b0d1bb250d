using Platform.Runtime.Database;

namespace Platform.Runtime.Tests.Database;

/// <summary>What is shared where nothing else is said.</summary>
internal static class UsualSharing
{
    /// <summary>How much is under way before others wait.</summary>
    public static int AtOnce { get; } =
        new SharedWork<string, string>((_, _) => Task.FromResult<IReadOnlyList<string?>>([]), (_, _) => true, 1, TimeSpan.FromSeconds(1), TimeProvider.System).MostAtOnce;
}
