using System.Diagnostics;
using System.Globalization;
using System.Text;
using Platform.Benchmarks.Compile;
using Platform.GraphQL.Lowering;
using Platform.Metadata.BuiltIn;
using Platform.Metadata.Compilation;
using Platform.Metadata.Model;
using Platform.Metadata.Permissions;
using Platform.Metadata.Reading;
using Platform.Runtime.Reading;

namespace Platform.Benchmarks.GraphQL;

/// <summary>
/// What a query costs before it reaches the database, and what tenants cost while nobody asks them anything: a new query of 60 fields, nested, on models
/// of 10, 100 and 500 objects; the same query again; memory of idle tenants beyond their models; 1,000 tenants on one node.
/// </summary>
public static class GraphQLBenchmark
{
    private const int Runs = 301, FieldsPerObject = 60, Documents = 20;
    private const double MaxCompile = 2, MaxIdleMegabytes = 2;
    private static readonly Dictionary<string, object?> NoVariables = [];

    /// <summary>Runs the benchmark; 1 when a limit is exceeded.</summary>
    public static int Run()
    {
        Console.WriteLine($"graphql: {Machine.Description}");
        bool good = true;
        foreach (int objects in new[] { 10, 100, 500 }) good &= Compile(objects);
        good &= IdleTenants();
        good &= ThousandTenants();
        return good ? 0 : 1;
    }

    private static bool Compile(int objects)
    {
        TenantModel model = Model(TenantDocuments.Texts(objects, FieldsPerObject));
        PermissionSet rights = PermissionCompiler.ForPlatform(model);
        OperationCaches caches = new(new ReadingOptions(), TimeProvider.System);
        Timing first = Timing.Of(() => Plan(caches, model, rights, Query(objects, -1)));
        // What the runtime has not compiled for good yet is not what is measured.
        for (int i = 0; i < Runs; i++) Plan(caches, model, rights, Query(objects, Runs + i));
        double[] fresh = new double[Runs], known = new double[Runs];
        for (int i = 0; i < Runs; i++)
        {
            // Another text each time: nothing of it is known but the types that the schema has built.
            string query = Query(objects, i);
            fresh[i] = Milliseconds(() => Plan(caches, model, rights, query));
            known[i] = Milliseconds(() => Plan(caches, model, rights, query));
        }

        double median = Percentile(fresh, 0.5);
        bool good = median <= MaxCompile;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  new query of 60 fields, {objects,3} objects   p50 {median:0.000} ms, p95 {Percentile(fresh, 0.95):0.000} ms, first {first.Elapsed:0.0} ms, known p50 {Percentile(known, 0.5):0.0000} ms; limit {MaxCompile} ms{(good ? "" : " EXCEEDED")}"));
        return good;
    }

    /// <summary>Tenants of 100 objects with three permission sets, each asked 20 documents and then left alone.</summary>
    private static bool IdleTenants()
    {
        const int Tenants = 8, Objects = 100;
        TenantModel[] models = [.. Enumerable.Range(0, Tenants).Select(_ => Model(TenantDocuments.Texts(Objects, FieldsPerObject)))];
        SteppedTime time = new();
        OperationCaches caches = new(new ReadingOptions(), time);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        List<PermissionSet> rights = [];
        foreach (TenantModel model in models)
        {
            for (int set = 0; set < 3; set++)
            {
                PermissionSet own = Rights(model, set);
                rights.Add(own);
                for (int i = 0; i < Documents; i++) Plan(caches, model, own, Query(Objects, i));
            }
        }

        double inUse = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6 / Tenants;
        int plans = caches.Count;
        time.Now += TimeSpan.FromMinutes(20);
        Plan(caches, models[0], rights[0], Query(Objects, 0));
        double idle = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6 / Tenants;
        GC.KeepAlive(models);
        GC.KeepAlive(rights);
        bool good = idle <= MaxIdleMegabytes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  tenant of 100 objects, 3 permission sets       {inUse:0.00} MB beyond its model in use, {Documents} documents of 60 fields for each set ({plans} entries), {idle:0.00} MB idle; limit {MaxIdleMegabytes} MB idle{(good ? "" : " EXCEEDED")}"));
        return good;
    }

    /// <summary>A thousand tenants with the platform's own objects, each asked 20 documents, one tenant after another.</summary>
    private static bool ThousandTenants()
    {
        const int Tenants = 1_000;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        TenantModel[] models = [.. Enumerable.Range(0, Tenants).Select(_ => Require(ModelCompiler.CompileAlone(BuiltInDocuments.All)))];
        double modelsOnly = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
        ReadingOptions options = new();
        OperationCaches caches = new(options, TimeProvider.System);
        PermissionSet[] rights = [.. models.Select(PermissionCompiler.ForPlatform)];
        int most = 0;
        for (int tenant = 0; tenant < Tenants; tenant++)
        {
            for (int i = 0; i < Documents; i++)
            {
                Plan(caches, models[tenant], rights[tenant], $"{{ a{i}: users(first: 5, orderBy: [{{ name: ASC }}]) {{ nodes {{ id name email }} totalCount }} teams {{ nodes {{ name members {{ nodes {{ name }} }} }} }} }}");
            }

            most = Math.Max(most, caches.Count);
        }

        double all = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
        double each = (all - modelsOnly) / Tenants;
        GC.KeepAlive(models);
        GC.KeepAlive(rights);
        bool good = most <= options.MaxPlans && each <= MaxIdleMegabytes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  1,000 tenants, {Documents} documents each                {modelsOnly:0} MB of models, {all:0} MB altogether, {each:0.00} MB a tenant beyond its model; at most {most} entries kept, limit {options.MaxPlans}{(good ? "" : " EXCEEDED")}"));
        return good;
    }

    private static void Plan(OperationCaches caches, TenantModel model, PermissionSet rights, string query)
    {
        CachedOperation operation = caches.Of(model, rights).Get(query, null);
        if (!operation.Prepared.Success) throw new InvalidOperationException(operation.Prepared.Errors[0].Message);
        PlannedOperation plan = operation.Plan(NoVariables, "t_bench", ReachForm.Computed);
        if (plan.Errors.Count > 0) throw new InvalidOperationException(plan.Errors[0].Message);
    }

    /// <summary>60 fields on four levels: a list, a reference from it, a list under it, and a reference from that; with filter and order.</summary>
    private static string Query(int objects, int variant)
    {
        string own = Plain(24), reference = Plain(12), child = Plain(14), last = Plain(6);
        int parent = (objects - 10 + objects) % objects;
        string list = "things" + parent.ToString(CultureInfo.InvariantCulture) + "Of10";
        string filter = "{field02: {gte: \"2026-01-01\"}, field10: {field03: {gt: " + Math.Max(variant, 0).ToString(CultureInfo.InvariantCulture) + "}}}";
        return "query Q" + (variant + 1).ToString(CultureInfo.InvariantCulture)
            + " { page: thing000s(first: 20, orderBy: [{field01: DESC}], filter: " + filter + ") { nodes { id " + own
            + " field10 { id " + reference + " } " + list + "(first: 5, orderBy: [{name: ASC}]) { nodes { id " + child + " field20 { " + last + " } } } } totalCount } }";
    }

    private static string Plain(int count)
    {
        StringBuilder fields = new();
        for (int i = 0, taken = 0; taken < count; i++)
        {
            // Fields of even tens are references, and those of the eleventh kind addresses, which select parts.
            bool isPlain = i % 10 != 0 && (i % 10 == 5 || i % 12 != 10);
            if (!isPlain) continue;
            fields.Append("field").Append(i.ToString("D2", CultureInfo.InvariantCulture)).Append(' ');
            taken++;
        }

        return fields.ToString();
    }

    private static PermissionSet Rights(TenantModel model, int number)
    {
        PermissionSet all = PermissionCompiler.ForPlatform(model);
        return new PermissionSet(number.ToString(CultureInfo.InvariantCulture), [], model.Objects.AsSpan().ToArray().ToDictionary(o => o.Name, o => all.For(o.Name)));
    }

    private static TenantModel Model(IEnumerable<string> texts) =>
        Require(ModelCompiler.Compile(texts.Select(t => DocumentReader.Read(t).Document ?? throw new InvalidOperationException("A document is wrong."))));

    private static TenantModel Require(Compilation compilation) =>
        compilation.Model ?? throw new InvalidOperationException(string.Join('\n', compilation.Diagnostics.Take(10)));

    private static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Percentile(double[] values, double share) => values.Order().ElementAt((int)(share * (values.Length - 1)));

    private sealed class SteppedTime : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromHours(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
