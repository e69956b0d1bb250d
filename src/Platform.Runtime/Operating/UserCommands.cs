using Microsoft.EntityFrameworkCore;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Identity;
using Platform.Runtime.Publishing;

namespace Platform.Runtime.Operating;

/// <summary><c>./platform user …</c></summary>
internal static class UserCommands
{
    internal static readonly OperatorCommand[] All =
    [
        new("user list", _ => { }, ListAsync),
        new("user create", RequireMember, CreateAsync),
        new("user set-roles", RequireMember, SetRolesAsync),
        new("user set-password", given => given.Subject("an e-mail address"), SetPasswordAsync),
        new("user deactivate", RequireMember, (context, stop) => SetStatusAsync(context, MembershipStatus.Suspended, stop)),
        new("user activate", RequireMember, (context, stop) => SetStatusAsync(context, MembershipStatus.Active, stop)),
    ];

    private static string? ChosenPassword => Environment.GetEnvironmentVariable("PLATFORM_USER_PASSWORD");

    private static async Task ListAsync(OperatorContext context, CancellationToken stop)
    {
        string? slug = context.Given.Value("--tenant");
        await using CatalogContext catalog = await context.CatalogAsync(stop);
        if (slug is not null) await OperatorContext.TenantAsync(catalog, slug, stop);
        var members =
            from membership in catalog.Memberships
            join tenant in catalog.Tenants on membership.TenantId equals tenant.Id
            join person in catalog.Users on membership.IdentityId equals person.Id
            where slug == null || tenant.Slug == slug
            orderby tenant.Slug, person.Email
            select new { Tenant = tenant.Slug, person.Email, person.DisplayName, membership.Status, membership.Roles };
        await foreach (var member in members.AsAsyncEnumerable().WithCancellation(stop))
        {
            string status = member.Status == MembershipStatus.Active ? "active" : "deactivated";
            Console.WriteLine($"{member.Tenant}\t{member.Email}\t{member.DisplayName}\t{status}\t{string.Join(", ", member.Roles)}");
        }
    }

    private static async Task CreateAsync(OperatorContext context, CancellationToken stop)
    {
        string email = context.Given.Subject("an e-mail address"), slug = context.Given.Value("--tenant")!;
        await using CatalogContext catalog = await context.CatalogAsync(stop);
        Tenant tenant = await OperatorContext.TenantAsync(catalog, slug, stop);
        string? chosen = ChosenPassword;
        string password = chosen ?? PasswordGenerator.Create();
        bool isKnown = await catalog.Users.AnyAsync(user => user.Email == email, stop);
        var member = new NewMember(email, context.Given.Value("--name") ?? email, password, context.Given.Values("--role"));
        await context.Get<TenantProvisioning>().CreateMemberAsync(tenant.Id, member, stop);
        await context.RunStartupStepsAsync(stop);
        string secret = isKnown ? "keeps the password used so far" : chosen is null ? $"password {password}" : "password of PLATFORM_USER_PASSWORD";
        Console.WriteLine($"{email} belongs to '{slug}'; {secret}.");
    }

    private static async Task SetPasswordAsync(OperatorContext context, CancellationToken stop)
    {
        string email = context.Given.Subject("an e-mail address");
        string? chosen = ChosenPassword;
        string password = chosen ?? PasswordGenerator.Create();
        await context.Get<Passwords>().SetAsync(email, password, stop);
        Console.WriteLine($"{email} has the password {(chosen is null ? password : "of PLATFORM_USER_PASSWORD")}; all sessions have ended.");
    }

    private static async Task SetRolesAsync(OperatorContext context, CancellationToken stop)
    {
        string email = context.Given.Subject("an e-mail address"), slug = context.Given.Value("--tenant")!;
        await using CatalogContext catalog = await context.CatalogAsync(stop);
        Membership member = await MembershipAsync(catalog, email, slug, stop);
        string[] roles = [.. context.Given.Values("--role").Distinct().Order(StringComparer.Ordinal)];
        await context.Get<MemberRecords>().ChangeAsync(member, roles, member.Status == MembershipStatus.Active, stop);
        Console.WriteLine($"{email} has in '{slug}' the roles: {(roles.Length == 0 ? "none" : string.Join(", ", roles))}.");
    }

    private static async Task SetStatusAsync(OperatorContext context, MembershipStatus status, CancellationToken stop)
    {
        string email = context.Given.Subject("an e-mail address"), slug = context.Given.Value("--tenant")!;
        await using CatalogContext catalog = await context.CatalogAsync(stop);
        Membership member = await MembershipAsync(catalog, email, slug, stop);
        await context.Get<MemberRecords>().ChangeAsync(member, member.Roles, status == MembershipStatus.Active, stop);
        Console.WriteLine(status == MembershipStatus.Active
            ? $"{email} may sign in to '{slug}' again."
            : $"{email} can no longer sign in to '{slug}'; sessions and API keys there do not work any more. The records stay.");
    }

    /// <exception cref="ProvisioningException"><c>TENANT_NOT_FOUND</c>, <c>MEMBERSHIP_NOT_FOUND</c>.</exception>
    private static async Task<Membership> MembershipAsync(CatalogContext catalog, string email, string slug, CancellationToken stop)
    {
        Tenant tenant = await OperatorContext.TenantAsync(catalog, slug, stop);
        string normalized = email.Trim().ToUpperInvariant();
        return await (
            from membership in catalog.Memberships
            join person in catalog.Users on membership.IdentityId equals person.Id
            where membership.TenantId == tenant.Id && person.NormalizedEmail == normalized
            select membership).SingleOrDefaultAsync(stop)
            ?? throw new ProvisioningException("MEMBERSHIP_NOT_FOUND", $"'{email}' does not belong to '{slug}'.");
    }

    private static void RequireMember(OperatorArguments given)
    {
        given.Subject("an e-mail address");
        if (given.Value("--tenant") is null) throw new PlatformOptionsException($"--tenant is missing.\n\n{OperatorProgram.Usage}");
    }
}
