using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Platform.Runtime.Catalog;

/// <summary>
/// The system catalog: what the platform knows about tenants, people, documents and work. It lives in the PostgreSQL schema
/// <c>platform</c>; records of tenants live elsewhere and are never read through it.
/// </summary>
public sealed class CatalogContext(DbContextOptions<CatalogContext> options)
    : IdentityUserContext<PlatformIdentity, Guid>(options)
{
    /// <summary>Name of the catalog's schema.</summary>
    public const string SchemaName = "platform";

    /// <summary>Tenants.</summary>
    public DbSet<Tenant> Tenants => Set<Tenant>();

    /// <summary>Who belongs to which tenant.</summary>
    public DbSet<Membership> Memberships => Set<Membership>();

    /// <summary>Sign-ins that have not ended.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>Keys of programs.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Failed sign-ins, counted for a while.</summary>
    public DbSet<SignInAttempts> SignInAttempts => Set<SignInAttempts>();

    /// <summary>Documents of all tenants and revisions.</summary>
    public DbSet<StoredDocument> Documents => Set<StoredDocument>();

    /// <summary>Revisions of all tenants.</summary>
    public DbSet<Revision> Revisions => Set<Revision>();

    /// <summary>Packages of all tenants.</summary>
    public DbSet<InstalledPackage> Packages => Set<InstalledPackage>();

    /// <summary>Work that runs outside requests.</summary>
    public DbSet<Job> Jobs => Set<Job>();

    /// <summary>What is to leave the database.</summary>
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    /// <summary>What is due at an instant.</summary>
    public DbSet<PlatformTimer> Timers => Set<PlatformTimer>();

    /// <summary>Rows of messages that go out one after the other.</summary>
    public DbSet<DeliveryLane> DeliveryLanes => Set<DeliveryLane>();

    /// <summary>Receivers of messages that have failed.</summary>
    public DbSet<DeliveryTarget> DeliveryTargets => Set<DeliveryTarget>();

    /// <summary>Attempts to deliver messages.</summary>
    public DbSet<DeliveryAttempt> DeliveryAttempts => Set<DeliveryAttempt>();

    /// <summary>Secrets of tenants.</summary>
    public DbSet<StoredSecret> Secrets => Set<StoredSecret>();

    /// <summary>Calls to inbound endpoints.</summary>
    public DbSet<InboundCall> InboundCalls => Set<InboundCall>();

    /// <summary>GraphQL documents that clients may name.</summary>
    public DbSet<RegisteredOperation> Operations => Set<RegisteredOperation>();

    /// <summary>Who may send registered documents alone.</summary>
    public DbSet<OperationRequirement> OperationRequirements => Set<OperationRequirement>();

    /// <summary>How much room files take.</summary>
    public DbSet<FileRoom> FileRooms => Set<FileRoom>();

    /// <summary>Counters of autonumber fields.</summary>
    public DbSet<AutoNumberCounter> AutoNumberCounters => Set<AutoNumberCounter>();

    /// <summary>Merges that can be undone.</summary>
    public DbSet<KeptMerge> Merges => Set<KeptMerge>();

    /// <summary>What administrators agreed to about scripts.</summary>
    public DbSet<ScriptGrant> ScriptGrants => Set<ScriptGrant>();

    /// <summary>Traces of transactions.</summary>
    public DbSet<StoredTrace> Traces => Set<StoredTrace>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema(SchemaName);
        builder.Entity<PlatformIdentity>().ToTable("identities");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("identity_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("identity_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("identity_tokens");
        builder.Entity<Tenant>(Configure);
        builder.Entity<Membership>(Configure);
        builder.Entity<Session>(Configure);
        builder.Entity<ApiKey>(Configure);
        builder.Entity<SignInAttempts>(Configure);
        builder.Entity<StoredDocument>(Configure);
        builder.Entity<Revision>(Configure);
        builder.Entity<InstalledPackage>(Configure);
        builder.Entity<Job>(Configure);
        builder.Entity<OutboxMessage>(Configure);
        builder.Entity<PlatformTimer>(Configure);
        builder.Entity<DeliveryLane>(Configure);
        builder.Entity<DeliveryTarget>(Configure);
        builder.Entity<DeliveryAttempt>(Configure);
        builder.Entity<StoredSecret>(Configure);
        builder.Entity<InboundCall>(Configure);
        builder.Entity<AutoNumberCounter>(Configure);
        builder.Entity<KeptMerge>(Configure);
        builder.Entity<ScriptGrant>(Configure);
        builder.Entity<StoredTrace>(Configure);
        builder.Entity<RegisteredOperation>(Configure);
        builder.Entity<OperationRequirement>(Configure);
        builder.Entity<FileRoom>(Configure);
        foreach (IMutableEntityType entity in builder.Model.GetEntityTypes()) UseDatabaseNames(entity);
    }

    private static void Configure(EntityTypeBuilder<Tenant> tenant)
    {
        tenant.ToTable("tenants", table =>
        {
            table.HasCheckConstraint("tenants_slug_form", "slug ~ '^[a-z][a-z0-9_]{0,47}$'");
            table.HasCheckConstraint("tenants_schema_of_slug", "schema_name = 't_' || slug");
            table.HasCheckConstraint("tenants_revision_not_negative", "revision >= 0");
        });
        tenant.Property(t => t.RollupsRevision).HasDefaultValue(0L);
        tenant.HasIndex(t => t.Slug).IsUnique();
        tenant.HasIndex(t => t.SchemaName).IsUnique();
        tenant.Property(t => t.Status).HasConversion<LowerCaseEnumConverter<TenantStatus>>();
    }

    private static void Configure(EntityTypeBuilder<Membership> membership)
    {
        membership.ToTable("memberships");
        membership.HasIndex(m => new { m.IdentityId, m.TenantId }).IsUnique();
        membership.HasIndex(m => new { m.TenantId, m.UserId }).IsUnique();
        membership.HasOne<PlatformIdentity>().WithMany().HasForeignKey(m => m.IdentityId).OnDelete(DeleteBehavior.Cascade);
        membership.HasOne<Tenant>().WithMany().HasForeignKey(m => m.TenantId).OnDelete(DeleteBehavior.Cascade);
        membership.Property(m => m.Status).HasConversion<LowerCaseEnumConverter<MembershipStatus>>();
    }

    private static void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions");
        session.HasIndex(s => s.TokenHash).IsUnique();
        session.HasIndex(s => s.ExpiresAt);
        session.HasOne<Membership>().WithMany().HasForeignKey(s => s.MembershipId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("api_keys");
        key.HasIndex(k => k.KeyHash).IsUnique();
        key.HasOne<Membership>().WithMany().HasForeignKey(k => k.MembershipId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void Configure(EntityTypeBuilder<SignInAttempts> attempts)
    {
        attempts.ToTable("sign_in_attempts");
        attempts.HasKey(a => a.Key);
        attempts.HasIndex(a => a.WindowEndsAt);
    }

    private static void Configure(EntityTypeBuilder<StoredDocument> document)
    {
        document.ToTable("documents", table =>
            table.HasCheckConstraint("documents_span", "valid_to IS NULL OR valid_to > valid_from"));
        document.HasKey(d => new { d.TenantId, d.Kind, d.Id, d.ValidFrom });
        document.HasIndex(d => new { d.TenantId, d.Kind, d.Name }).IsUnique().HasFilter("valid_to IS NULL");
        document.HasIndex(d => new { d.TenantId, d.Kind, d.Id })
            .IsUnique().HasFilter("valid_to IS NULL").HasDatabaseName("ix_documents_current");
        document.Property(d => d.Body).HasColumnType("jsonb");
        document.HasOne<Tenant>().WithMany().HasForeignKey(d => d.TenantId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void Configure(EntityTypeBuilder<Revision> revision)
    {
        revision.ToTable("revisions");
        revision.HasKey(r => new { r.TenantId, r.Number });
        revision.Property(r => r.Plan).HasColumnType("jsonb");
        revision.Property(r => r.Inverse).HasColumnType("jsonb");
        revision.HasOne<Tenant>().WithMany().HasForeignKey(r => r.TenantId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void Configure(EntityTypeBuilder<InstalledPackage> package)
    {
        package.ToTable("packages");
        package.HasKey(p => new { p.TenantId, p.Name });
        package.HasOne<Tenant>().WithMany().HasForeignKey(p => p.TenantId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void Configure(EntityTypeBuilder<Job> job)
    {
        job.ToTable("jobs", table => table.HasCheckConstraint("jobs_progress_share", "progress BETWEEN 0 AND 1"));
        job.Property(j => j.State).HasConversion<LowerCaseEnumConverter<JobState>>().HasDefaultValue(JobState.Queued);
        job.Property(j => j.Progress).HasDefaultValue(0.0);
        job.Property(j => j.Attempts).HasDefaultValue(0);
        job.Property(j => j.MaxAttempts).HasDefaultValue(5);
        job.Property(j => j.RunAfter).HasDefaultValueSql("now()");
        job.Property(j => j.Payload).HasColumnType("jsonb");
        job.Property(j => j.Result).HasColumnType("jsonb");
        job.HasIndex(j => j.RunAfter).HasFilter("state IN ('queued', 'running')").HasDatabaseName("ix_jobs_due");
        job.HasIndex(j => new { j.TenantId, j.Kind, j.Key })
            .IsUnique().HasFilter("state IN ('queued', 'running')").HasDatabaseName("ix_jobs_unfinished_key");
        job.HasIndex(j => new { j.TenantId, j.CreatedAt });
        job.HasOne<Tenant>().WithMany().HasForeignKey(j => j.TenantId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void Configure(EntityTypeBuilder<PlatformTimer> timer)
    {
        timer.ToTable("timers");
        timer.Property(t => t.Id).UseIdentityAlwaysColumn();
        timer.Property(t => t.Payload).HasColumnType("jsonb");
        timer.Property(t => t.Attempts).HasDefaultValue(0);
        timer.Property(t => t.Generation).HasDefaultValue(0L);
        timer.HasOne<Tenant>().WithMany().HasForeignKey(t => t.TenantId).OnDelete(DeleteBehavior.Cascade);
        timer.HasIndex(t => new { t.TenantId, t.Topic, t.Key }).IsUnique();
        timer.HasIndex(t => t.DueAt).HasFilter("failed_at IS NULL").HasDatabaseName("ix_timers_due");
    }

    private static void Configure(EntityTypeBuilder<DeliveryLane> lane)
    {
        lane.ToTable("delivery_lanes");
        lane.HasKey(l => new { l.Topic, l.TenantId, l.Target, l.Lane });
        lane.Property(l => l.Failures).HasDefaultValue(0);
        lane.HasOne<Tenant>().WithMany().HasForeignKey(l => l.TenantId).OnDelete(DeleteBehavior.Cascade);
        lane.HasIndex(l => l.TenantId);
    }

    private static void Configure(EntityTypeBuilder<DeliveryTarget> target)
    {
        target.ToTable("delivery_targets");
        target.HasKey(t => new { t.Topic, t.TenantId, t.Target });
        target.Property(t => t.Failures).HasDefaultValue(0);
        target.HasOne<Tenant>().WithMany().HasForeignKey(t => t.TenantId).OnDelete(DeleteBehavior.Cascade);
        target.HasIndex(t => t.TenantId);
    }

    private static void Configure(EntityTypeBuilder<DeliveryAttempt> attempt)
    {
        // No foreign key: deliveries need not lock the tenant's row.
        attempt.ToTable("delivery_attempts");
        attempt.Property(a => a.Id).UseIdentityAlwaysColumn();
        attempt.HasIndex(a => new { a.TenantId, a.Topic, a.Target, a.Id });
        attempt.HasIndex(a => a.AttemptedAt);
    }

    private static void Configure(EntityTypeBuilder<StoredSecret> secret)
    {
        secret.ToTable("secrets");
        secret.HasKey(s => new { s.TenantId, s.Name });
        secret.HasOne<Tenant>().WithMany().HasForeignKey(s => s.TenantId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void Configure(EntityTypeBuilder<InboundCall> call)
    {
        // No foreign key: calls need not lock the tenant's row.
        call.ToTable("inbound_calls");
        call.Property(c => c.Id).UseIdentityAlwaysColumn();
        call.HasIndex(c => new { c.TenantId, c.Endpoint, c.Key }).IsUnique().HasFilter("is_accepted AND key IS NOT NULL").HasDatabaseName("ix_inbound_calls_key");
        call.HasIndex(c => new { c.TenantId, c.Endpoint, c.Id });
        call.HasIndex(c => c.ReceivedAt);
    }

    private static void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        // No foreign key: every write of every record passes here, and none should lock the tenant's row.
        message.ToTable("outbox", table => table.HasCheckConstraint("outbox_lane_of_target", "(lane IS NULL) = (target IS NULL)"));
        message.Property(m => m.Id).UseIdentityAlwaysColumn();
        message.Property(m => m.Payload).HasColumnType("jsonb");
        message.Property(m => m.TransactionId).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()");
        message.HasIndex(m => new { m.Topic, m.TenantId, m.Target, m.Lane, m.Id }).HasFilter("lane IS NOT NULL AND next_attempt_at IS NOT NULL").HasDatabaseName("ix_outbox_lanes");
        message.HasIndex(m => new { m.TenantId, m.Topic, m.Target, m.Id }).HasFilter("lane IS NOT NULL AND next_attempt_at IS NULL").HasDatabaseName("ix_outbox_set_aside");
        message.HasIndex(m => m.TransactionId).HasFilter("topic = 'record.changed'").HasDatabaseName("ix_outbox_events");
        message.HasIndex(m => m.NextAttemptAt).HasFilter("next_attempt_at IS NOT NULL").HasDatabaseName("ix_outbox_due");
        message.Property(m => m.Attempts).HasDefaultValue(0);
        message.Property(m => m.NextAttemptAt).HasDefaultValueSql("now()");
    }

    private static void Configure(EntityTypeBuilder<AutoNumberCounter> counter)
    {
        // No foreign key, for the same reason.
        counter.ToTable("auto_number_counters");
        counter.HasKey(c => new { c.TenantId, c.ObjectId, c.FieldId, c.Period });
    }

    private static void Configure(EntityTypeBuilder<StoredTrace> trace)
    {
        trace.ToTable("traces");
        trace.HasIndex(t => t.At);
        trace.HasIndex(t => new { t.TenantId, t.At, t.Id });
        trace.HasIndex(t => new { t.TenantId, t.IsFailed, t.At, t.Id }).IncludeProperties(t => t.Bytes);
        trace.HasOne<Tenant>().WithMany().HasForeignKey(t => t.TenantId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void Configure(EntityTypeBuilder<KeptMerge> merge)
    {
        merge.ToTable("merges");
        merge.HasKey(m => new { m.TenantId, m.Id });
        merge.HasIndex(m => new { m.TenantId, m.Kept });
        merge.HasIndex(m => m.MergedAt);
        merge.HasOne<Tenant>().WithMany().HasForeignKey(m => m.TenantId).OnDelete(DeleteBehavior.Cascade);
        merge.Property(m => m.Undo).HasColumnType("jsonb");
        merge.Property(m => m.MergedAt).HasDefaultValueSql("now()");
    }

    private static void Configure(EntityTypeBuilder<ScriptGrant> grant)
    {
        grant.ToTable("script_grants");
        grant.HasKey(g => new { g.TenantId, g.Kind, g.Document, g.Permission });
        grant.Property(g => g.GrantedAt).HasDefaultValueSql("now()");
        grant.HasOne<Tenant>().WithMany().HasForeignKey(g => g.TenantId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void Configure(EntityTypeBuilder<RegisteredOperation> operation)
    {
        operation.ToTable("operations");
        operation.HasKey(o => new { o.TenantId, o.Id });
        operation.HasOne<Tenant>().WithMany().HasForeignKey(o => o.TenantId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void Configure(EntityTypeBuilder<OperationRequirement> requirement)
    {
        requirement.ToTable("operation_requirements");
        requirement.HasKey(r => new { r.TenantId, r.Role });
        requirement.HasOne<Tenant>().WithMany().HasForeignKey(r => r.TenantId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void Configure(EntityTypeBuilder<FileRoom> room)
    {
        room.ToTable("file_rooms");
        room.HasKey(r => r.TenantId);
        room.HasOne<Tenant>().WithMany().HasForeignKey(r => r.TenantId).OnDelete(DeleteBehavior.Cascade);
    }

    /// <summary>Columns, keys and indexes in the database's own style, so that the catalog reads well in SQL.</summary>
    private static void UseDatabaseNames(IMutableEntityType entity)
    {
        string table = entity.GetTableName()!;
        foreach (IMutableProperty property in entity.GetProperties())
        {
            property.SetColumnName(SnakeCase.Of(property.Name));
            if (property.Name != "CreatedAt") continue;
            property.SetDefaultValueSql("now()");
            property.ValueGenerated = ValueGenerated.OnAdd;
        }
        foreach (IMutableKey key in entity.GetKeys()) key.SetName($"pk_{table}");
        foreach (IMutableForeignKey key in entity.GetForeignKeys()) key.SetConstraintName($"fk_{table}_{Columns(key.Properties)}");
        foreach (IMutableIndex index in entity.GetIndexes())
        {
            bool named = index.GetDatabaseName() is { } name && name.StartsWith("ix_", StringComparison.Ordinal);
            if (!named) index.SetDatabaseName($"ix_{table}_{Columns(index.Properties)}");
        }
    }

    private static string Columns(IEnumerable<IMutableProperty> properties) =>
        string.Join('_', properties.Select(property => SnakeCase.Of(property.Name)));
}
