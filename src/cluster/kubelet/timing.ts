/** From a pod being bound (or changed) to its kubelet acting. */
export const SYNC_DELAY_MS = 20;

/** Making the pause container and its network. */
export const SANDBOX_MS = 300;

/** Asking the registry whether the image that is here is still the newest (imagePullPolicy Always). */
export const REGISTRY_CHECK_MS = 200;

/** docker create, then docker start. */
export const CREATE_MS = 80;

/** Back-off of pulls and restarts: 10, 20, 40 ... 300 s. */
export const FIRST_BACKOFF_MS = 10_000;
export const LONGEST_BACKOFF_MS = 300_000;

/** A container that ran longer than this begins its back-off anew. */
export const BACKOFF_RESET_MS = 600_000;

/** From ErrImagePull to ImagePullBackOff: the next sync. */
export const RESYNC_MS = 1_000;

/** Shortest time between SIGTERM and SIGKILL. */
export const SHORTEST_GRACE_MS = 2_000;

/** The status of the node is sent this often. */
export const HEARTBEAT_MS = 10_000;

/** From a pod without addresses left to the next try. */
export const ADDRESS_RETRY_MS = 10_000;
