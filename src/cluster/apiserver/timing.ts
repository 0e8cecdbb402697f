// How often the API server's own loops run, as in Kubernetes 1.3 (pkg/master), in virtual ms.

/** The Service `kubernetes`, its Endpoints and the namespace default are made again when they are missing. */
export const KUBERNETES_SERVICE_MS = 10_000;

/** kube-system too. */
export const SYSTEM_NAMESPACES_MS = 60_000;

/** What is allocated is compared with the Services that there are. */
export const REPAIR_MS = 180_000;

/** Events are kept so long after they last occurred: --event-ttl. */
export const EVENT_TTL_MS = 3_600_000;
