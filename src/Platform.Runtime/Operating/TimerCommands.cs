using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Timers;

namespace Platform.Runtime.Operating;

/// <summary><c>./platform timers …</c>: what time should have done and could not.</summary>
internal static class TimerCommands
{
    internal static readonly OperatorCommand[] All = [new("timers failed", RequireTenant, ListAsync), new("timers retry", CheckRetry, RetryAsync)];

    private static async Task ListAsync(OperatorContext context, CancellationToken stop)
    {
        IReadOnlyList<FailedTimer> timers = await context.Get<TimerReports>().FailedAsync(await TenantAsync(context, stop), TimerReports.MostOfPage, stop);
        foreach (FailedTimer timer in timers)
        {
            string next = timer.RetryAt is { } at ? $"next attempt {at:O}" : $"given up {timer.GivenUpAt:O}";
            Console.WriteLine($"{timer.Id}\t{timer.Topic}\t{timer.Object} {timer.Record ?? timer.Key}\t{timer.Attempts} attempts, {next}\t{timer.Error}");
        }

        Console.WriteLine(timers.Count == 0 ? "Time has done everything that it should." : "'./platform timers retry [NUMBER]' tries at once.");
    }

    private static async Task RetryAsync(OperatorContext context, CancellationToken stop)
    {
        long[]? numbers = context.Given.Number is { } number ? [number] : null;
        int count = await context.Get<TimerReports>().RetryAsync(await TenantAsync(context, stop), numbers, stop);
        Console.WriteLine($"{count} are due now; a running host tries them.");
    }

    private static async Task<Guid> TenantAsync(OperatorContext context, CancellationToken stop)
    {
        await using CatalogContext catalog = await context.CatalogAsync(stop);
        return (await OperatorContext.TenantAsync(catalog, context.Given.Value("--tenant")!, stop)).Id;
    }

    private static void CheckRetry(OperatorArguments given)
    {
        RequireTenant(given);
        _ = given.Number;
    }

    private static void RequireTenant(OperatorArguments given)
    {
        if (given.Value("--tenant") is null) throw new PlatformOptionsException($"'{given.Command}' needs --tenant.\n\n{OperatorProgram.Usage}");
    }
}
