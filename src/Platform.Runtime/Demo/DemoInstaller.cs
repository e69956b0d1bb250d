using System.Globalization;
using Npgsql;
using Platform.Runtime.Configuration;
using Platform.Runtime.Demo.Specification;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Demo;

/// <summary>
/// At the start of a host that was asked for demo data: loads those of each app into the first tenant, unless the app has records there.
/// The tenant's first administrator stands in for the first of the demo's users, and so owns a good part of the records.
/// </summary>
internal sealed partial class DemoInstaller(
    NpgsqlDataSource dataSource, TenantModels models, DemoLoader loader, DemoSignIns signIns, DemoSubmitter submitter, PlatformOptions options, TimeProvider time,
    ILogger<DemoInstaller> logger)
    : IStartupStep
{
    private const string SpecificationFolder = "demo";
    private const string SpecificationFile = "demo.json";

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (options.Demo is not { } size || options.AppsDirectory is not { } apps) return;
        if (await FirstTenantAsync(cancellation) is not { } tenantId || models.Unready.Contains(tenantId) || await models.GetAsync(tenantId, cancellation) is not { } state) return;
        DateOnly anchor = options.DemoAnchor ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        DemoOptions demo = new(size, anchor, SignedInUser: await FirstAdministratorAsync(tenantId, cancellation));
        foreach (string app in Directory.GetDirectories(apps).Order(StringComparer.Ordinal))
        {
            string folder = Path.Combine(app, SpecificationFolder);
            string name = Path.GetFileName(app);
            bool installed = state.Model.Packages.Any(p => p.Name == name);
            if (installed && File.Exists(Path.Combine(folder, SpecificationFile))) await LoadAsync(name, folder, state, demo, cancellation);
        }
    }

    private async Task LoadAsync(string app, string folder, TenantState state, DemoOptions demo, CancellationToken cancellation)
    {
        var specification = DemoSpecification.Read(folder);
        DemoDataset dataset = DemoDataset.Compile(specification, state.Model, demo);
        DemoTarget target = new(state.TenantId, state.Schema);
        if (await loader.IsOccupiedAsync(dataset, target, cancellation))
        {
            LogOccupied(logger, app);
            await signIns.EnsureAsync(dataset, target, cancellation);
            return;
        }

        LogBegin(logger, app, demo.Size, demo.Anchor.ToString("O", CultureInfo.InvariantCulture));
        DemoLoadResult result = await loader.LoadAsync(dataset, target, new Log(logger), cancellation);
        await signIns.EnsureAsync(dataset, target, cancellation);
        LogSubmitted(logger, app, await submitter.SubmitAsync(specification.Settings.Submissions, state, cancellation));
        LogEnd(logger, app, result.TotalRows, (int)Math.Ceiling(result.Elapsed.TotalSeconds));
    }

    private async Task<Guid?> FirstTenantAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "SELECT id FROM platform.tenants WHERE status = 'active' ORDER BY created_at LIMIT 1");
        return await command.ExecuteScalarAsync(cancellation) as Guid?;
    }

    private async Task<Guid?> FirstAdministratorAsync(Guid tenantId, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "SELECT user_id FROM platform.memberships WHERE tenant_id = $1 AND 'administrator' = ANY (roles) ORDER BY created_at LIMIT 1");
        command.Parameters.AddWithValue(tenantId);
        return await command.ExecuteScalarAsync(cancellation) as Guid?;
    }

    [LoggerMessage(LogLevel.Information, "Demo data of {App}: size {Size}, with {Anchor} for today")]
    private static partial void LogBegin(ILogger logger, string app, DemoSize size, string anchor);

    [LoggerMessage(LogLevel.Information, "Demo data: {Step} ({TotalRows} rows stored so far)")]
    private static partial void LogStep(ILogger logger, string step, long totalRows);

    [LoggerMessage(LogLevel.Information, "Demo data of {App}: {Requests} records wait for approval")]
    private static partial void LogSubmitted(ILogger logger, string app, int requests);

    [LoggerMessage(LogLevel.Information, "Demo data of {App}: {Rows} rows in {Seconds} s")]
    private static partial void LogEnd(ILogger logger, string app, long rows, int seconds);

    [LoggerMessage(LogLevel.Information, "Demo data of {App} are not loaded: it has records already")]
    private static partial void LogOccupied(ILogger logger, string app);

    // A line each few seconds; the small steps at the end would only scroll by.
    private sealed class Log(ILogger logger) : IProgress<DemoProgress>
    {
        private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
        private TimeSpan _last = -Interval;

        public void Report(DemoProgress value)
        {
            if (value.Elapsed - _last < Interval) return;
            _last = value.Elapsed;
            LogStep(logger, value.Step, value.TotalRows);
        }
    }
}
