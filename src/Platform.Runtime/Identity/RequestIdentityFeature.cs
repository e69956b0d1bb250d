using Platform.Runtime.Problems;

namespace Platform.Runtime.Identity;

/// <summary>The identity of a request, where endpoints find it.</summary>
public static class RequestIdentityFeature
{
    /// <summary>The sender's identity, or null when the request has no valid credential.</summary>
    public static RequestIdentity? GetRequestIdentity(this HttpContext context) => context.Features.Get<RequestIdentity>();

    /// <summary>Endpoints answer 401 <c>UNAUTHENTICATED</c> to requests without an identity.</summary>
    public static TBuilder RequireIdentity<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint =>
        {
            RequestDelegate inner = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => context.GetRequestIdentity() is null
                ? context.WriteProblemAsync(ProblemCatalog.Unauthenticated)
                : inner(context);
        });
        return builder;
    }
}
