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

    /// <summary>Endpoints that are the same for everybody: nobody asks who sends the request, so they work without the database.</summary>
    public static TBuilder WithoutIdentity<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(AnonymousMarker.Instance));
        return builder;
    }

    /// <summary>Whether the endpoint that a request was routed to asks who sends it.</summary>
    internal static bool AsksForIdentity(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<AnonymousMarker>() is null;

    private sealed class AnonymousMarker
    {
        internal static readonly AnonymousMarker Instance = new();
    }
}
