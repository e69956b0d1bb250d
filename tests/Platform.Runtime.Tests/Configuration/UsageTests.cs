using System.Text.RegularExpressions;
using Platform.Runtime.Configuration;
using Platform.Runtime.Traces;
using Xunit;

namespace Platform.Runtime.Tests.Configuration;

/// <summary>What the host's help says.</summary>
public sealed class UsageTests
{
    [Fact]
    public void Its_examples_are_understood()
    {
        Assert.Equal(new TraceOptions(), TraceOptions.Read(Example("PLATFORM_TRACES")));
        Assert.Equal(new RetentionOptions(), RetentionOptions.Read(Example("PLATFORM_RETENTION")));
        Assert.Equal((500, 64, 8), (HookLimitsReader.Read(Example("PLATFORM_HOOKS")) is var (scripts, workers) ? (scripts.CpuMs, scripts.HeapMb, workers.Workers) : default));
    }

    private static string Example(string name) => Regex.Match(PlatformOptionsReader.Usage, name + @"[^\n]*?((\w+=\d+,?)+)").Groups[1].Value;
}
