using Platform.Metadata.Computation;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Operating;

/// <summary><c>./platform rollups …</c></summary>
internal static class RollupCommands
{
    internal static readonly OperatorCommand[] All = [new("rollups check", RequireTenant, CheckAsync), new("rollups recompute", RequireTenant, RecomputeAsync)];

    private static async Task CheckAsync(OperatorContext context, CancellationToken stop)
    {
        TenantState state = await StateAsync(context, stop);
        long wrong = 0;
        foreach (OrderedRollup rollup in Chosen(context, state))
        {
            long count = await context.Get<RollupRecount>().CountWrongAsync(state.Schema, state.Model, rollup, stop);
            if (count > 0) Console.WriteLine($"{rollup.Owner.Name}.{rollup.Field.Name}: {count} records have another value than their list gives.");
            wrong += count;
        }

        Console.WriteLine(wrong == 0 ? "Every rollup is what its list gives." : $"'./platform rollups recompute' makes them anew.");
    }

    private static async Task RecomputeAsync(OperatorContext context, CancellationToken stop)
    {
        TenantState state = await StateAsync(context, stop);
        foreach (OrderedRollup rollup in Chosen(context, state))
        {
            long changed = await context.Get<RollupRecount>().FillAsync(state.Schema, state.Model, RollupRecount.KeyOf(rollup), _ => { }, stop);
            Console.WriteLine($"{rollup.Owner.Name}.{rollup.Field.Name}: {changed} values were wrong.");
        }
    }

    private static IReadOnlyList<OrderedRollup> Chosen(OperatorContext context, TenantState state) =>
        RollupRecount.Find(state.Model, context.Given.Value("--object"), context.Given.Value("--field"));

    private static async Task<TenantState> StateAsync(OperatorContext context, CancellationToken stop)
    {
        await using CatalogContext catalog = await context.CatalogAsync(stop);
        Tenant tenant = await OperatorContext.TenantAsync(catalog, context.Given.Value("--tenant")!, stop);
        return await context.Get<TenantModels>().GetAsync(tenant.Id, stop) ?? throw new ProvisioningException("TENANT_NOT_FOUND", $"There is no tenant '{tenant.Slug}'.");
    }

    private static void RequireTenant(OperatorArguments given)
    {
        if (given.Value("--tenant") is null) throw new PlatformOptionsException($"'{given.Command}' needs --tenant.\n\n{OperatorProgram.Usage}");
    }
}
