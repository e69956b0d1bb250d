using Microsoft.AspNetCore.Identity;
using Platform.Runtime.Catalog;
using Platform.Runtime.Configuration;
using Platform.Runtime.Database;

namespace Platform.Runtime.Identity;

/// <summary>Services of sign-in and identities.</summary>
internal static class IdentityServices
{
    internal const int ShortestPassword = 10;

    internal static void AddIdentity(this IServiceCollection services)
    {
        services.AddIdentityCore<PlatformIdentity>(identity =>
        {
            identity.User.RequireUniqueEmail = true;
            // Length is what makes a password hard to guess; rules about kinds of characters make it hard to remember.
            identity.Password = new PasswordOptions
            {
                RequiredLength = ShortestPassword,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
            // E-mail addresses may contain what user names by default may not.
            identity.User.AllowedUserNameCharacters = "";
        }).AddEntityFrameworkStores<CatalogContext>();
        // The hasher has no state: one for the whole host.
        services.AddSingleton<IPasswordHasher<PlatformIdentity>, PasswordHasher<PlatformIdentity>>();
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<CredentialReader>();
        services.AddSingleton<ServiceCallers>();
        services.AddSingleton<CredentialCache>();
        services.AddSingleton<INotificationSubscriber>(provider => provider.GetRequiredService<CredentialCache>());
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<ClientThrottle>();
        services.AddSingleton<PasswordVerifier>();
        services.AddSingleton<SignInService>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<TenantProvisioning>();
        services.AddSingleton<TenantRemoval>();
        services.AddSingleton<FirstRun>();
        services.AddSingleton<IStartupStep>(provider => provider.GetRequiredService<FirstRun>());
        services.AddHostedService<IdentityHousekeeping>();
    }
}
