using System.Globalization;
using Platform.Scripting.Pooling;
using Platform.Scripting.Running;
using Xunit;

namespace Platform.Scripting.Tests;

/// <summary>
/// Everything a hostile author tries, one file each in <c>Hostile/</c>: its second line names the codes that may come out. Whatever a script does, the next
/// one finds everything in order.
/// </summary>
public sealed class HostileScriptTests(HostileScriptTests.SharedHost shared) : IClassFixture<HostileScriptTests.SharedHost>
{
    private static readonly string[] Limits =
        [ScriptCodes.CpuTime, ScriptCodes.Memory, ScriptCodes.MessageTooLarge, ScriptCodes.LogTooLarge, ScriptCodes.TooManyCalls, ScriptCodes.TooManyPendingCalls];

    private const string Expected = "// Expected: ";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Hostile");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.js", SearchOption.AllDirectories).Where(f => Lines(f)[1].StartsWith(Expected, StringComparison.Ordinal)).Select(f => Path.GetRelativePath(Folder, f)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_hostile_script_gets_a_clear_error_and_harms_nobody(string file)
    {
        string[] expected = Lines(Path.Combine(Folder, file))[1][Expected.Length..].Split(", ");
        Guid tenant = Guid.NewGuid();
        ScriptOutcome outcome = await shared.Host.RunAsync(Bundle(file), tenant: tenant);

        Assert.Contains(outcome.Failure?.Code ?? "ok", expected);
        Assert.DoesNotContain(outcome.Log, line => line.Text.StartsWith("ESCAPED", StringComparison.Ordinal));
        if (outcome.Failure is { } failure)
        {
            Assert.NotEmpty(failure.Message);
            Assert.True(failure.Message.Length <= 2_000 && (failure.Stack?.Length ?? 0) <= 8_000);
            // What is told of a limit names it.
            Assert.Equal(Limits.Contains(failure.Code), failure.Limit is not null);
            Assert.Contains(failure.Limit?.ToString("N0", CultureInfo.InvariantCulture) ?? "", failure.Message, StringComparison.Ordinal);
        }

        // Neither its own tenant, which may get the same isolate, nor another one.
        foreach (Guid follower in new[] { tenant, Guid.NewGuid() })
        {
            ScriptOutcome next = await shared.Host.RunAsync("export default ({ records }) => { records[0].name += '!'; };", tenant: follower);
            Assert.Null(next.Failure);
            Assert.Equal("""{"changes":[{"index":0,"values":{"name":"after!"}}],"errors":[]}""", next.Text());
        }
    }

    private static ScriptBundle Bundle(string file)
    {
        string folder = Path.GetDirectoryName(file)!;
        return new ScriptBundle(
            file.Replace('\\', '/'),
            Directory.GetFiles(Path.Combine(Folder, folder), "*.js").ToDictionary(f => $"{folder}/{Path.GetFileName(f)}", File.ReadAllText));
    }

    private static string[] Lines(string file) => [.. File.ReadLines(file).Take(2)];

    /// <summary>One host for all: what one script breaks shows in the next.</summary>
    public sealed class SharedHost : IAsyncDisposable
    {
        internal ScriptHost Host { get; } = Scripts.Host();

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
