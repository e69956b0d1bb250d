namespace Platform.Runtime.Deliveries;

/// <summary>The statements of <see cref="DeliveryStore"/>.</summary>
internal static class DeliveryStatements
{
    /// <summary>
    /// Lanes to work on, a portion of each tenant in each topic. Parameters: topics, now, most lanes of a target, failures that open a circuit, most targets, and lanes, of a
    /// portion. One step of an index for each tenant, target and lane that is looked at, however many messages wait in it and however many wait behind the portion; lanes of a
    /// target that rests are not looked at, and nothing of a tenant that is suspended. Within a portion targets take turns. What limits it is evaluated row by row: nothing
    /// below the inner limit may sort.
    /// </summary>
    public const string Lanes =
        """
        WITH RECURSIVE tenants AS (
            SELECT f.topic, f.tenant_id FROM unnest($1) AS w (topic) CROSS JOIN LATERAL (
                SELECT o.topic, o.tenant_id FROM platform.outbox AS o
                WHERE o.topic = w.topic AND o.lane IS NOT NULL AND o.next_attempt_at IS NOT NULL
                ORDER BY o.tenant_id LIMIT 1) AS f
            UNION ALL
            SELECT n.topic, n.tenant_id FROM tenants AS t CROSS JOIN LATERAL (
                SELECT o.topic, o.tenant_id FROM platform.outbox AS o
                WHERE o.topic = t.topic AND o.lane IS NOT NULL AND o.next_attempt_at IS NOT NULL AND o.tenant_id > t.tenant_id
                ORDER BY o.tenant_id LIMIT 1) AS n
        )
        SELECT p.topic, p.tenant_id, f.target, f.lane
        FROM tenants AS p JOIN platform.tenants AS t ON t.id = p.tenant_id AND t.status = 'active' CROSS JOIN LATERAL (
            SELECT g.target, l.lane FROM (
                WITH RECURSIVE targets AS (
                    (SELECT o.target FROM platform.outbox AS o
                     WHERE o.topic = p.topic AND o.tenant_id = p.tenant_id AND o.lane IS NOT NULL AND o.next_attempt_at IS NOT NULL
                     ORDER BY o.target LIMIT 1)
                    UNION ALL
                    SELECT n.target FROM targets AS t CROSS JOIN LATERAL (
                        SELECT o.target FROM platform.outbox AS o
                        WHERE o.topic = p.topic AND o.tenant_id = p.tenant_id AND o.lane IS NOT NULL AND o.next_attempt_at IS NOT NULL AND o.target > t.target
                        ORDER BY o.target LIMIT 1) AS n
                )
                SELECT a.target, w.lanes FROM targets AS a
                LEFT JOIN LATERAL (
                    SELECT s.failures, s.retry_at, s.stopped_at FROM platform.delivery_targets AS s
                    WHERE s.topic = p.topic AND s.tenant_id = p.tenant_id AND s.target = a.target LIMIT 1) AS s ON true
                CROSS JOIN LATERAL (
                    WITH RECURSIVE lanes AS (
                        (SELECT o.lane FROM platform.outbox AS o
                         WHERE o.topic = p.topic AND o.tenant_id = p.tenant_id AND o.target = a.target AND o.lane IS NOT NULL AND o.next_attempt_at IS NOT NULL
                         ORDER BY o.lane LIMIT 1)
                        UNION ALL
                        SELECT n.lane FROM lanes AS l CROSS JOIN LATERAL (
                            SELECT o.lane FROM platform.outbox AS o
                            WHERE o.topic = p.topic AND o.tenant_id = p.tenant_id AND o.target = a.target AND o.next_attempt_at IS NOT NULL AND o.lane > l.lane
                            ORDER BY o.lane LIMIT 1) AS n
                    )
                    SELECT ARRAY(
                        SELECT l.lane FROM lanes AS l
                        WHERE NOT EXISTS (
                            SELECT FROM platform.delivery_lanes AS d
                            WHERE d.topic = p.topic AND d.tenant_id = p.tenant_id AND d.target = a.target AND d.lane = l.lane AND (d.claimed_until > $2 OR d.retry_at > $2))
                        LIMIT CASE WHEN s.failures >= $4 THEN 1 ELSE $3 END) AS lanes
                    WHERE s.stopped_at IS NULL AND (s.retry_at IS NULL OR s.retry_at <= $2)
                        AND NOT (coalesce(s.failures, 0) >= $4 AND EXISTS (
                            SELECT FROM platform.delivery_lanes AS d
                            WHERE d.topic = p.topic AND d.tenant_id = p.tenant_id AND d.target = a.target AND d.claimed_until > $2))) AS w
                WHERE cardinality(w.lanes) > 0
                LIMIT $5) AS g
            CROSS JOIN LATERAL unnest(g.lanes) WITH ORDINALITY AS l (lane, place)
            ORDER BY l.place, g.target LIMIT $5) AS f
        """;

    /// <summary>
    /// Takes a lane, unless its target rests or its tenant is suspended since it was listed. Parameters: topic, tenant, target, lane, claim, until, now, failures that open a
    /// circuit.
    /// </summary>
    public const string Claim =
        """
        INSERT INTO platform.delivery_lanes AS d (topic, tenant_id, target, lane, claim, claimed_until)
        SELECT $1, t.id, $3, $4, $5, $6 FROM platform.tenants AS t
        WHERE t.id = $2 AND t.status = 'active' AND NOT EXISTS (
            SELECT FROM platform.delivery_targets AS s
            WHERE s.topic = $1 AND s.tenant_id = $2 AND s.target = $3 AND (s.stopped_at IS NOT NULL OR s.retry_at > $7 OR (s.failures >= $8 AND EXISTS (
                SELECT FROM platform.delivery_lanes AS o
                WHERE o.topic = $1 AND o.tenant_id = $2 AND o.target = $3 AND o.lane <> $4 AND o.claimed_until > $7))))
        ON CONFLICT (topic, tenant_id, target, lane) DO UPDATE SET claim = excluded.claim, claimed_until = excluded.claimed_until
        WHERE d.claimed_until <= $7 AND (d.retry_at IS NULL OR d.retry_at <= $7)
        RETURNING failures
        """;

    /// <summary>
    /// First messages of a lane that is held, one at least; no more once they weigh so many bytes. Parameters: topic, tenant, target, lane, claim, most messages, bytes. One step of an
    /// index for each message, so that none is unpacked that is not sent.
    /// </summary>
    public const string Read =
        """
        WITH RECURSIVE portion AS (
            (SELECT o.id, o.key, o.payload::text AS payload, o.created_at, o.attempts, 1 AS place, octet_length(o.payload::text)::bigint AS bytes FROM platform.outbox AS o
             WHERE o.topic = $1 AND o.tenant_id = $2 AND o.target = $3 AND o.lane = $4 AND o.next_attempt_at IS NOT NULL
                AND EXISTS (SELECT FROM platform.delivery_lanes AS d WHERE d.topic = $1 AND d.tenant_id = $2 AND d.target = $3 AND d.lane = $4 AND d.claim = $5)
             ORDER BY o.id LIMIT 1)
            UNION ALL
            SELECT n.id, n.key, n.payload, n.created_at, n.attempts, p.place + 1, p.bytes + octet_length(n.payload) FROM portion AS p CROSS JOIN LATERAL (
                SELECT o.id, o.key, o.payload::text AS payload, o.created_at, o.attempts FROM platform.outbox AS o
                WHERE o.topic = $1 AND o.tenant_id = $2 AND o.target = $3 AND o.lane = $4 AND o.next_attempt_at IS NOT NULL AND o.id > p.id
                ORDER BY o.id LIMIT 1) AS n
            WHERE p.place < $6 AND p.bytes < $7
        )
        SELECT id, key, payload, created_at, attempts + 1, bytes FROM portion ORDER BY id
        """;

    /// <summary>
    /// Notes what became of messages, when the lane is still held. Parameters: topic, tenant, target, lane, claim; until when it is held on to, failures in a row, until when it
    /// waits; ids of what was delivered; id, error of what failed, whether it is set aside, whether it counts against the target, whether it stops it, when the target wants to
    /// be tried again; now, failures that open a circuit, first and longest pause in seconds, chance; of attempts that are kept: message, attempt, status, duration,
    /// request, response; attempts that the failure counts for. Answers whether the lane was held, whether the target's circuit closed, and the target's failures in a row.
    /// </summary>
    public const string Settle =
        """
        WITH let_go AS (
            DELETE FROM platform.delivery_lanes
            WHERE topic = $1 AND tenant_id = $2 AND target = $3 AND lane = $4 AND claim = $5 AND $6 IS NULL AND $7 = 0 AND $8 IS NULL
            RETURNING 1
        ), kept AS (
            UPDATE platform.delivery_lanes SET claimed_until = coalesce($6, $16), failures = $7, retry_at = $8
            WHERE topic = $1 AND tenant_id = $2 AND target = $3 AND lane = $4 AND claim = $5 AND NOT ($6 IS NULL AND $7 = 0 AND $8 IS NULL)
            RETURNING 1
        ), held AS (
            SELECT 1 AS one FROM let_go UNION ALL SELECT 1 FROM kept
        ), attempted AS (
            INSERT INTO platform.delivery_attempts
                (tenant_id, topic, target, message_id, key, event, attempt, attempted_at, duration, status, is_delivered, error, request, response)
            SELECT $2, $1, $3, o.id, o.key, o.payload ->> 'type', a.attempt, $16, a.duration, a.status, o.id = ANY ($9), CASE WHEN o.id = $10 THEN $11 END, a.request, a.response
            FROM unnest($21, $22, $23, $24, $25, $26) AS a (message, attempt, status, duration, request, response)
            JOIN platform.outbox AS o ON o.id = a.message
            WHERE EXISTS (SELECT FROM held)
            ORDER BY a.message
        ), delivered AS (
            DELETE FROM platform.outbox WHERE id = ANY ($9) AND EXISTS (SELECT FROM held)
        ), noted AS (
            UPDATE platform.outbox SET attempts = attempts + $27, last_error = $11, next_attempt_at = CASE WHEN $12 THEN NULL ELSE next_attempt_at END
            WHERE id = $10 AND EXISTS (SELECT FROM held)
        ), blamed AS (
            INSERT INTO platform.delivery_targets AS t (topic, tenant_id, target, failures, opened_at, retry_at, stopped_at, last_error)
            SELECT $1, $2, $3, 1, CASE WHEN $17 <= 1 THEN $16 END, coalesce($15, CASE WHEN $17 <= 1 THEN $16 + make_interval(secs => $18 * $20) END), CASE WHEN $14 THEN $16 END, $11
            FROM held WHERE $13
            ON CONFLICT (topic, tenant_id, target) DO UPDATE SET
                failures = CASE WHEN cardinality($9) > 0 THEN 1 ELSE t.failures + 1 END,
                opened_at = CASE WHEN CASE WHEN cardinality($9) > 0 THEN 1 ELSE t.failures + 1 END >= $17 THEN coalesce(t.opened_at, $16) END,
                retry_at = coalesce($15, CASE WHEN CASE WHEN cardinality($9) > 0 THEN 1 ELSE t.failures + 1 END >= $17
                    THEN $16 + make_interval(secs => least($19, $18 * power(2, least(t.failures + 1 - $17, 20))) * $20) END),
                stopped_at = CASE WHEN $14 THEN $16 ELSE t.stopped_at END,
                last_error = excluded.last_error
            RETURNING t.failures
        ), cleared AS (
            UPDATE platform.delivery_targets SET failures = 0, opened_at = NULL, retry_at = NULL, last_error = NULL
            WHERE topic = $1 AND tenant_id = $2 AND target = $3 AND NOT $13 AND cardinality($9) > 0 AND failures > 0 AND EXISTS (SELECT FROM held)
            RETURNING 1
        )
        SELECT EXISTS (SELECT FROM held), EXISTS (SELECT FROM cleared), (SELECT failures FROM blamed)
        """;

    /// <summary>Lanes of a target that is back wait no longer. Parameters: topic, tenant, target.</summary>
    public const string WakeLanes =
        "UPDATE platform.delivery_lanes SET retry_at = NULL WHERE topic = $1 AND tenant_id = $2 AND target = $3 AND retry_at IS NOT NULL";
}
