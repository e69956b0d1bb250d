namespace Platform.Runtime.Identity;

/// <summary>Body of <c>POST /auth/login</c>.</summary>
/// <param name="Email">E-mail address.</param>
/// <param name="Password">Password.</param>
/// <param name="Tenant">Slug of the tenant; needed only by people who belong to several.</param>
internal sealed record SignInRequest(string Email, string Password, string? Tenant = null);
